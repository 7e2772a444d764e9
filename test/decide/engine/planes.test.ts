import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OPENINGS } from './engines.ts'
import { naiveRows } from './oracle.ts'
import { allRows, plainColumns, world } from './world.ts'

const SIZES = [0, 1, 31, 32, 33, 63, 64, 65, 127, 128, 129, 511, 512, 513]

describe.each(OPENINGS)('planes of the %s engine', (_name, engine) => {
  it.each(SIZES)('a plane holds all of %i rows, and none past the last', (rows) => {
    const open = engine.open(plainColumns(rows))
    const all = allRows(open)
    expect(open.rows).toBe(rows)
    expect(open.count(all)).toBe(rows)
    expect([...open.rowsOf(all)]).toEqual([...Array(rows).keys()])
  })

  it('a plane lets a row in by the class of its asset in the group that is asked', () => {
    const assetClass = [Uint16Array.of(0, 0, 0), Uint16Array.of(2, 0, 1)]
    const open = engine.open(plainColumns(3, { assetClass, rowAsset: Uint32Array.of(2, 1, 2) }))
    expect([...open.rowsOf(open.assetPlane(1, Uint8Array.of(0, 1, 0)))]).toEqual([0, 2])
    expect(open.count(open.assetPlane(0, Uint8Array.of(0)))).toBe(0)
  })

  it('a plane keeps out a class whose verdict is neither 0 nor 1', () => {
    const open = engine.open(plainColumns(2, { assetClass: [Uint16Array.of(0, 1)] }))
    expect([...open.rowsOf(open.assetPlane(0, Uint8Array.of(255, 1)))]).toEqual([1])
    expect(open.count(open.campaignPlane(Uint8Array.of(3)))).toBe(0)
  })

  it('a plane can tell the greatest class that there is', () => {
    const open = engine.open(plainColumns(2, { assetClass: [Uint16Array.of(65_535, 65_534)] }))
    const passes = new Uint8Array(65_536)
    passes[65_535] = 1
    expect([...open.rowsOf(open.assetPlane(0, passes))]).toEqual([0])
  })

  it('a plane loses every row of an asset that is taken down', () => {
    const open = engine.open(plainColumns(4, { rowAsset: Uint32Array.of(3, 1, 3, 0) }))
    expect([...open.rowsOf(open.withoutAssets(new Set([3])))]).toEqual([1, 3])
  })

  it('planes are independent: a free one is reused and harms no other', () => {
    const open = engine.open(plainColumns(100))
    const all = allRows(open)
    const none = open.campaignPlane(Uint8Array.of(0))
    open.free(none)
    const some = open.withoutAssets([7])
    expect(open.count(all)).toBe(100)
    expect(open.count(open.intersect([all, some]))).toBe(99)
    open.free(all)
    expect(open.count(some)).toBe(99)
  })

  it('planes agree with a filter over objects, alone and intersected', () => {
    fc.assert(
      fc.property(world, ({ columns, passes, campaignPasses, takenDown }) => {
        const open = engine.open(columns)
        const rows = naiveRows(columns)
        const planes = [
          ...passes.map((verdicts, group) => open.assetPlane(group, verdicts)),
          open.campaignPlane(campaignPasses),
          open.withoutAssets(takenDown),
        ]
        const tests: readonly ((row: (typeof rows)[number]) => boolean)[] = [
          ...passes.map(
            (verdicts, group) => (row: (typeof rows)[number]) => verdicts[Number(row.classes[group])] === 1,
          ),
          ({ row }) => campaignPasses[Number(columns.rowCampaign[row])] === 1,
          ({ asset }) => !takenDown.includes(asset),
        ]
        const expected = (kept: readonly (typeof tests)[number][]) =>
          rows.filter((row) => kept.every((test) => test(row))).map(({ row }) => row)
        for (const [index, plane] of planes.entries()) {
          expect([...open.rowsOf(plane)]).toEqual(expected(tests.slice(index, index + 1)))
          const common = open.intersect(planes.slice(0, index + 1))
          expect([...open.rowsOf(common)]).toEqual(expected(tests.slice(0, index + 1)))
          expect(open.count(common)).toBe(expected(tests.slice(0, index + 1)).length)
        }
      }),
      { numRuns: 150 },
    )
  })
})
