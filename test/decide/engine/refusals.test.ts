import { describe, expect, it } from 'vitest'
import type { BaseParts, EngineColumns, OpenEngine, Plane, TopQuery } from '../../../src/decide/engine/engine.ts'
import { OPENINGS } from './engines.ts'
import { allRows, plainColumns, plainQuery } from './world.ts'

const parts = (change: Partial<BaseParts> = {}): BaseParts => ({
  campaign: Int32Array.of(7, 8),
  asset: new Int32Array(3),
  assetTitle: new Uint32Array(3),
  title: Int32Array.of(9),
  ...change,
})
const penalty = { hash: 1, points: 1 }

describe.each(OPENINGS)('the %s engine', (_name, engine) => {
  const three = () => {
    const open = engine.open(plainColumns(3, { rowCampaign: Uint32Array.of(0, 1, 0) }))
    open.setBase(0, Int32Array.of(3, 2, 1))
    return open
  }

  it.each<[string, Partial<EngineColumns>]>([
    ['campaigns of fewer rows', { rowCampaign: new Uint32Array(2) }],
    ['title hashes of more assets', { assetTitleHash: new Uint32Array(4) }],
    ['half a taste', { taste: new Int8Array(3 * 32 - 16) }],
    ['half a taste by other learning', { otherTastes: [new Int8Array(3 * 32), new Int8Array(3 * 32 - 16)] }],
    ['classes of fewer assets', { assetClass: [new Uint16Array(3), new Uint16Array(2)] }],
    ['a row of an asset that is not there', { rowAsset: Uint32Array.of(0, 3, 1) }],
    ['a row of a campaign beyond the last', { rowCampaign: Uint32Array.of(0, 2 ** 20, 1) }],
    ['a row of an asset far beyond memory', { rowAsset: Uint32Array.of(0, 4_294_967_295, 1) }],
  ])('the engine does not open %s', (_what, change) => {
    expect(() => engine.open(plainColumns(3, change))).toThrow(RangeError)
  })

  it.each<[string, (open: OpenEngine) => unknown]>([
    ['a group that is not there', (open) => open.assetPlane(1, Uint8Array.of(1))],
    ['a group of no number', (open) => open.assetPlane(Number.NaN, Uint8Array.of(1))],
    ['verdicts that leave out a class', (open) => open.assetPlane(0, new Uint8Array())],
    ['verdicts that leave out a campaign', (open) => open.campaignPlane(Uint8Array.of(1))],
    ['a takedown of an asset that is not there', (open) => open.withoutAssets([3])],
    ['a takedown of half an asset', (open) => open.withoutAssets([0.5])],
    ['an intersection of nothing', (open) => open.intersect([])],
    ['an intersection of too many', (open) => open.intersect(Array<Plane>(1025).fill({ bytes: 0 }))],
    ['base scores for fewer rows', (open) => open.setBase(0, new Int32Array(2))],
    ['parts that leave out a campaign', (open) => open.spreadBase(0, parts({ campaign: new Int32Array(1) }))],
    ['parts of fewer assets', (open) => open.spreadBase(0, parts({ asset: new Int32Array(2) }))],
    ['titles of more assets', (open) => open.spreadBase(0, parts({ assetTitle: new Uint32Array(4) }))],
    ['parts for a slot beyond the last', (open) => open.spreadBase(64, parts())],
    ['a slot beyond the last', (open) => open.setBase(64, new Int32Array(3))],
    ['a slot below the first', (open) => open.setBase(-1, new Int32Array(3))],
  ])('the engine refuses %s, and works on', (_what, ask) => {
    const open = three()
    const before = open.bytes
    expect(() => ask(open)).toThrow(RangeError)
    expect(open.bytes).toBe(before)
    expect([...open.top(plainQuery(allRows(open))).rows]).toEqual([0, 1, 2])
  })

  it.each<[string, Partial<TopQuery>]>([
    ['a slot without scores', { base: 1 }],
    ['a slot of no number', { base: Number.NaN }],
    ['too many rows', { k: 1025 }],
    ['fewer rows than none', { k: -1 }],
    ['half a row', { k: 0.5 }],
    ['a short vector', { vector: new Int16Array(31) }],
    ['a taste that is not there', { taste: 1 }],
    ['a taste of no number', { taste: Number.NaN }],
    ['too many penalties', { penalties: Array(4097).fill(penalty) }],
    ['a bonus of a group that is not there', { bonus: { group: 1, points: Int32Array.of(1) } }],
    ['a bonus that leaves out a class', { bonus: { group: 0, points: new Int32Array() } }],
  ])('the engine refuses a query for %s', (_what, change) => {
    const open = three()
    expect(() => open.top(plainQuery(allRows(open), change))).toThrow(RangeError)
  })

  it.each<[string, (open: OpenEngine, plane: Plane) => unknown]>([
    ['count', (open, plane) => open.count(plane)],
    ['list', (open, plane) => open.rowsOf(plane)],
    ['intersect', (open, plane) => open.intersect([allRows(open), plane])],
    ['ask', (open, plane) => open.top(plainQuery(plane))],
    ['free', (open, plane) => open.free(plane)],
  ])("the engine does not %s a plane that is freed, another engine's, or made up", (_what, use) => {
    const open = three()
    const freed = allRows(open)
    open.free(freed)
    for (const plane of [freed, allRows(three()), { bytes: 16 }]) expect(() => use(open, plane)).toThrow(RangeError)
  })

  it('the engine holds no more bytes after a thousand planes made and freed than after one', () => {
    const open = engine.open(plainColumns(1000))
    const cycle = () => {
      const all = allRows(open)
      const same = open.intersect([all])
      open.setBase(1, new Int32Array(1000))
      open.free(all)
      open.free(same)
    }
    cycle()
    const settled = open.bytes
    for (let index = 0; index < 1000; index++) cycle()
    expect(open.bytes).toBe(settled)
  })

  it('the engine counts what it holds: columns, then base scores', () => {
    const rows = 100_000
    const open = engine.open(plainColumns(rows))
    const ofColumns = rows * (32 + 2 + 4 + 4 + 4 + 4)
    expect(open.bytes).toBeGreaterThanOrEqual(ofColumns)
    for (let slot = 0; slot < 20; slot++) open.setBase(slot, new Int32Array(rows))
    expect(open.bytes).toBeGreaterThanOrEqual(ofColumns + 20 * rows * 4)
  })
})
