import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GREATEST_BASE } from '../../../src/decide/engine/engine.ts'
import { mulberry32 } from '../../../src/dev/demo/mulberry32.ts'
import { OPENINGS } from './engines.ts'
import { allRows, plainQuery, world } from './world.ts'

const points = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }))
const pointsFor = (length: number, maxLength = length) => fc.array(points, { minLength: length, maxLength })
/** Few titles and many, none of them, and the number that stands for no title. */
const TITLES = [0, 1, 2, 3, 7, 0xffff_ffff]

const given = world.chain(({ columns }) =>
  fc.record({
    columns: fc.constant(columns),
    campaign: pointsFor(4, 6),
    asset: pointsFor(columns.assetHash.length),
    title: pointsFor(0, 5),
    seed: fc.integer(),
  }),
)

const clamped = (score: number) => Math.max(-GREATEST_BASE, Math.min(GREATEST_BASE, score))

describe.each(OPENINGS)('base scores by parts, of the %s engine', (_name, engine) => {
  it('base scores by parts are campaign and title, within the limit, and asset, as if set one by one', () => {
    fc.assert(
      fc.property(given, ({ columns, campaign, asset, title, seed }) => {
        const random = mulberry32(seed)
        const assetTitle = Uint32Array.from(asset, () => TITLES[Math.floor(random() * TITLES.length)] ?? 0)
        const sums = Array.from(columns.rowAsset, (of, row) => {
          const ofTitle = title[Number(assetTitle[of])] ?? 0
          return clamped((Number(campaign[Number(columns.rowCampaign[row])]) + ofTitle) | 0) + Number(asset[of])
        })
        const open = engine.open(columns)
        open.setBase(0, Int32Array.from(sums))
        const parts = {
          campaign: Int32Array.from(campaign),
          asset: Int32Array.from(asset),
          title: Int32Array.from(title),
        }
        open.spreadBase(1, { ...parts, assetTitle })
        const best = (base: number) => open.top(plainQuery(allRows(open), { base, k: 1000 }))
        expect(best(1)).toEqual(best(0))
        open.spreadBase(0, { ...parts, assetTitle, campaign: new Int32Array(6) })
        open.spreadBase(0, { ...parts, assetTitle })
        expect(best(0)).toEqual(best(1))
      }),
    )
  })

  it('base scores by parts take no more bytes the second time', () => {
    const rows = 5000
    const [first] = fc.sample(
      world.filter(({ columns }) => columns.rowAsset.length > 300),
      1,
    )
    if (!first) throw new Error('no world')
    const open = engine.open(first.columns)
    const assets = first.columns.assetHash.length
    const parts = {
      campaign: new Int32Array(4),
      asset: new Int32Array(assets),
      assetTitle: new Uint32Array(assets),
      title: new Int32Array(rows),
    }
    open.spreadBase(0, parts)
    const { bytes } = open
    for (let again = 0; again < 50; again++) open.spreadBase(0, parts)
    expect(open.bytes).toBe(bytes)
  })
})
