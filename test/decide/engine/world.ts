import fc from 'fast-check'
import type { EngineColumns, OpenEngine, Plane, TopQuery } from '../../../src/decide/engine/engine.ts'
import { mulberry32 } from '../../../src/dev/demo/mulberry32.ts'

/** So many rows, each its own asset and title, one campaign, one group of one class, and no taste. */
export function plainColumns(rows: number, change: Partial<EngineColumns> = {}): EngineColumns {
  const assets = Uint32Array.from({ length: rows }, (_, row) => row)
  return {
    rowAsset: assets,
    rowCampaign: new Uint32Array(rows),
    assetClass: [new Uint16Array(rows)],
    assetHash: assets.map((asset) => asset + 1),
    assetTitleHash: assets.map((asset) => asset + 1_000_001),
    taste: new Int8Array(rows * 32),
    otherTastes: [],
    ...change,
  }
}

/** Asks for the best of all rows by base score alone. */
export function plainQuery(plane: Plane, change: Partial<TopQuery> = {}): TopQuery {
  const wide = { from: 0, to: Number.POSITIVE_INFINITY, k: 10 }
  return { plane, base: 0, vector: new Int16Array(32), taste: 0, bonus: null, penalties: [], ...wide, ...change }
}

export const allRows = (open: OpenEngine): Plane => open.withoutAssets([])

/** Everything that a property needs: columns, verdicts, base scores and a query, most of them with many ties. */
export interface World {
  readonly columns: EngineColumns
  readonly passes: readonly Uint8Array[]
  readonly campaignPasses: Uint8Array
  readonly takenDown: readonly number[]
  readonly base: Int32Array
  readonly query: Omit<TopQuery, 'plane' | 'base'>
}

const CLASSES = 5
const CAMPAIGNS = 4
const HASHES = 12

interface Size {
  readonly rows: number
  readonly assets: number
}

// Around the units of bitmaps (32, 64 and 128 rows), where an end goes wrong first.
const size: fc.Arbitrary<Size> = fc.record({
  rows: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.constantFrom(1, 31, 32, 33, 63, 64, 65, 127, 128, 129, 256)),
  assets: fc.integer({ min: 1, max: 40 }),
})

const listOf = (length: number, value: fc.Arbitrary<number>) =>
  fc.array(value, { minLength: length, maxLength: length })
const upTo = (max: number) => fc.integer({ min: 0, max })
const mostlySmall = (limit: number) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: -3, max: 3 }) },
    { weight: 2, arbitrary: fc.integer({ min: -5000, max: 5000 }) },
    { weight: 1, arbitrary: fc.constantFrom(-limit, limit, -(2 ** 31), 2 ** 31 - 1) },
  )

/** Columns drawn from a seed: a counterexample then shrinks in its sizes and query, and quickly. */
const columnsOf = ({ rows, assets }: Size): fc.Arbitrary<EngineColumns> =>
  fc.record({ seed: fc.integer(), mask: fc.constantFrom(0, 1, 127, 255) }).map(({ seed, mask }) => {
    const random = mulberry32(seed)
    const drawn = (length: number, below: number) => Array.from({ length }, () => Math.floor(random() * below))
    return {
      rowAsset: Uint32Array.from(drawn(rows, assets)),
      rowCampaign: Uint32Array.from(drawn(rows, CAMPAIGNS)),
      assetClass: [Uint16Array.from(drawn(assets, CLASSES)), Uint16Array.from(drawn(assets, CLASSES))],
      assetHash: Uint32Array.from(drawn(assets, HASHES + 1)),
      assetTitleHash: Uint32Array.from(drawn(assets, HASHES + 1)),
      taste: Int8Array.from(drawn(assets * 32, 256), (byte) => byte & mask),
      otherTastes: [Int8Array.from(drawn(assets * 32, 256), (byte) => byte & mask)],
    }
  })

/** Few different scores, so that many rows tie. */
const baseOf = (rows: number): fc.Arbitrary<Int32Array> =>
  fc
    .record({ seed: fc.integer(), scores: fc.array(mostlySmall(2 ** 29), { minLength: 1, maxLength: 9 }) })
    .map(({ seed, scores }) => {
      const random = mulberry32(seed)
      return Int32Array.from({ length: rows }, () => scores[Math.floor(random() * scores.length)] ?? 0)
    })

const passesFor = (count: number) =>
  listOf(count, fc.constantFrom(0, 1, 1, 1, 2)).map((values) => Uint8Array.from(values))

const penalty = fc.record({
  hash: upTo(HASHES),
  points: fc.oneof(upTo(3), upTo(5000), fc.constantFrom(-7, Number.NaN, 2 ** 28, 2 ** 30, 2 ** 31 - 1, 1.5)),
})

const queryOf = (rows: number): fc.Arbitrary<World['query']> =>
  fc.record({
    from: fc.oneof(fc.constant(0), fc.integer({ min: -2, max: rows + 2 })),
    to: fc.oneof(fc.constant(rows), fc.integer({ min: -2, max: rows + 2 })),
    vector: fc
      .oneof(
        fc.constant(Array<number>(32).fill(0)),
        listOf(32, fc.integer({ min: -9, max: 9 })),
        listOf(32, fc.integer({ min: -4095, max: 4095 })),
        listOf(32, fc.constantFrom(-32768, 32767)),
      )
      .map((values) => Int16Array.from(values)),
    taste: upTo(1),
    bonus: fc.option(
      fc.record({
        group: upTo(1),
        points: listOf(CLASSES, mostlySmall(2 ** 28)).map((values) => Int32Array.from(values)),
      }),
    ),
    penalties: fc.array(penalty, { maxLength: 20 }),
    k: fc.oneof(fc.constantFrom(0, 1, 2, 64, 1024), upTo(rows + 2)),
  })

export const world: fc.Arbitrary<World> = size.chain((made) =>
  fc.record({
    columns: columnsOf(made),
    passes: fc.tuple(passesFor(CLASSES), passesFor(CLASSES)),
    campaignPasses: passesFor(CAMPAIGNS),
    takenDown: fc.array(upTo(made.assets - 1), { maxLength: 5 }),
    base: baseOf(made.rows),
    query: queryOf(made.rows),
  }),
)
