import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EXCLUDED, type TopRows } from '../../../src/decide/engine/engine.ts'
import { OPENINGS } from './engines.ts'
import { naiveTop } from './oracle.ts'
import { allRows, plainColumns, plainQuery, world } from './world.ts'

const plain = ({ rows, scores }: TopRows) => ({ rows: [...rows], scores: [...scores] })
const rowsOnly = ({ rows }: TopRows) => [...rows]
const ascending = (rows: number) => Int32Array.from({ length: rows }, (_, row) => row)

describe.each(OPENINGS)('top of the %s engine', (_name, engine) => {
  const opened = (base: Int32Array, columns = plainColumns(base.length)) => {
    const open = engine.open(columns)
    open.setBase(0, base)
    return open
  }

  it('top ranks by falling score, and equals by row', () => {
    const open = opened(Int32Array.of(5, 9, 5, 9, -1))
    expect(plain(open.top(plainQuery(allRows(open))))).toEqual({ rows: [1, 3, 0, 2, 4], scores: [9, 9, 5, 5, -1] })
  })

  it.each([1, 2, 63, 64, 65, 299, 300, 301, 1024])('top keeps the first %i of 300 equals', (k) => {
    const open = opened(new Int32Array(300).fill(-77))
    expect(rowsOnly(open.top(plainQuery(allRows(open), { k })))).toEqual([...Array(Math.min(k, 300)).keys()])
  })

  it('top drops the last of equals when a better row comes', () => {
    const open = opened(Int32Array.of(4, 4, 4, 8))
    expect(rowsOnly(open.top(plainQuery(allRows(open), { k: 2 })))).toEqual([3, 0])
  })

  it.each([
    [0, 0, []],
    [64, 66, [65, 64]],
    [63, 65, [64, 63]],
    [198, 999, [199, 198]],
    [-5, 1, [0]],
    [10, 9, []],
    [Number.NaN, 1, [0]],
  ])('top stays within rows %d to %d', (from, to, rows) => {
    const open = opened(ascending(200))
    expect(rowsOnly(open.top(plainQuery(allRows(open), { from, to, k: 2 })))).toEqual(rows)
  })

  it('top finds a late row that only its taste lifts, past blocks that could not matter', () => {
    const taste = new Int8Array(1000 * 32)
    taste[999 * 32 + 31] = -128
    const base = Int32Array.from({ length: 1000 }, (_, row) => -row)
    const open = opened(base, plainColumns(1000, { taste }))
    const vector = new Int16Array(32)
    vector[31] = -9
    const query = plainQuery(allRows(open), { vector, k: 1 })
    expect(plain(open.top(query))).toEqual({ rows: [999], scores: [128 * 9 - 999] })
  })

  it('top adds the bonus of the class, where it is negative too', () => {
    const assetClass = [Uint16Array.of(0, 0, 0), Uint16Array.of(0, 1, 2)]
    const open = opened(Int32Array.of(10, 10, 10), plainColumns(3, { assetClass }))
    const bonus = { group: 1, points: Int32Array.of(-3, 0, 4) }
    expect(plain(open.top(plainQuery(allRows(open), { bonus })))).toEqual({ rows: [2, 1, 0], scores: [14, 10, 7] })
  })

  it("top takes an asset's and its title's penalties off together, and those of one hash", () => {
    const columns = plainColumns(2, { assetHash: Uint32Array.of(11, 12), assetTitleHash: Uint32Array.of(21, 22) })
    const open = opened(Int32Array.of(100, 50), columns)
    const penalties = [
      { hash: 11, points: 30 },
      { hash: 21, points: 25 },
      { hash: 21, points: 5 },
    ]
    expect(plain(open.top(plainQuery(allRows(open), { penalties })))).toEqual({ rows: [1, 0], scores: [50, 40] })
  })

  it.each([
    ['its asset', 11],
    ['its title', 21],
  ])('top removes a row whose exclusion is of %s, whatever else is known of it', (_what, hash) => {
    const columns = plainColumns(2, { assetHash: Uint32Array.of(11, 12), assetTitleHash: Uint32Array.of(21, 22) })
    const open = opened(Int32Array.of(100, 50), columns)
    const penalties = [
      { hash, points: EXCLUDED },
      { hash, points: 1 },
    ]
    expect(rowsOnly(open.top(plainQuery(allRows(open), { penalties })))).toEqual([1])
  })

  it('top does not take the hash 0 for a title where there is none', () => {
    const open = opened(Int32Array.of(7), plainColumns(1, { assetTitleHash: Uint32Array.of(0) }))
    const penalties = [{ hash: 0, points: EXCLUDED }]
    expect(rowsOnly(open.top(plainQuery(allRows(open), { penalties })))).toEqual([0])
  })

  it('top tells apart as many hashes as it takes, though all would stand in the last place of a table', () => {
    const hashes = Uint32Array.from({ length: 4096 }, (_, row) => row * 65_536 + 65_535)
    const open = opened(new Int32Array(4096), plainColumns(4096, { assetHash: hashes }))
    const penalties = [...hashes].map((hash, row) => ({ hash, points: row === 4000 ? 0 : 1 + (row % 7) }))
    const { rows, scores } = open.top(plainQuery(allRows(open), { penalties, k: 2 }))
    expect([...rows, ...scores]).toEqual([4000, 0, 0, -1])
  })

  it('top counts what is beyond a limit as the limit, and overflows nowhere', () => {
    const taste = new Int8Array(2 * 32).fill(-128, 0, 32).fill(127, 32)
    const open = opened(Int32Array.of(-(2 ** 31), 2 ** 31 - 1), plainColumns(2, { taste }))
    const vector = new Int16Array(32).fill(32_767)
    const bonus = { group: 0, points: Int32Array.of(2 ** 31 - 1) }
    const penalties = [1, 1_000_001].map((hash) => ({ hash, points: 2 ** 31 - 2 }))
    const product = 32 * 4095
    expect(plain(open.top(plainQuery(allRows(open), { vector, bonus, penalties })))).toEqual({
      rows: [1, 0],
      scores: [2 ** 29 + 2 ** 28 + product * 127, -(2 ** 29) + 2 ** 28 - product * 128 - 2 ** 29],
    })
  })

  it('top keeps base scores apart by their slot, and each until it is replaced', () => {
    const open = opened(Int32Array.of(1, 2))
    open.setBase(63, Int32Array.of(2, 1))
    const best = (base: number) => rowsOnly(open.top(plainQuery(allRows(open), { base, k: 1 })))
    expect([best(0), best(63)]).toEqual([[1], [0]])
    open.setBase(0, Int32Array.of(9, 2))
    expect([best(0), best(63)]).toEqual([[0], [0]])
  })

  it("top copies base scores, so that the array is the caller's again", () => {
    const base = Int32Array.of(1, 2)
    const open = opened(base)
    base.fill(0)
    expect([...open.top(plainQuery(allRows(open))).scores]).toEqual([2, 1])
  })

  it('top hands out answers that later ones do not change', () => {
    const open = opened(ascending(50))
    const first = open.top(plainQuery(allRows(open), { k: 3 }))
    open.top(plainQuery(allRows(open), { to: 10, k: 3 }))
    expect(rowsOnly(first)).toEqual([49, 48, 47])
  })

  it('top agrees with objects and a sort, to the last row and point', () => {
    fc.assert(
      fc.property(world, ({ columns, passes, campaignPasses, takenDown, base, query }) => {
        const open = opened(base, columns)
        const groups = passes.map((verdicts, group) => open.assetPlane(group, verdicts))
        const plane = open.intersect([...groups, open.campaignPlane(campaignPasses), open.withoutAssets(takenDown)])
        for (const asked of [plane, allRows(open)]) {
          const expected = naiveTop(columns, base, new Set(open.rowsOf(asked)), query)
          expect(plain(open.top({ ...query, plane: asked, base: 0 }))).toEqual(expected)
        }
      }),
      { numRuns: 400 },
    )
  })
})
