import type { AssetId } from '../../model/fields/identifier.ts'
import type { PairRow } from '../aggregates/aggregates.ts'
import { type Symmetric, symmetricOf } from './symmetric.ts'

/** The assets that pairs say enough of, in the order of their ids, and how alike they are. */
export interface PairMatrix {
  readonly assets: readonly AssetId[]
  /** D^-1/4 G D^-1/4: G the weights of pairs, D how many liked an asset. */
  readonly likeness: Symmetric
  /** How many units liked each of them. */
  readonly likers: ReadonlyMap<AssetId, number>
}

/**
 * How alike assets are, from pair counts. The quarter root takes half of an asset's popularity out of its row: with none
 * taken out all tastes look like the top of the charts, with all of it the rarest assets speak loudest.
 *
 * @param leastUnits what fewer units have in common is dropped, and an asset that fewer liked is not told of
 */
export function pairMatrix(pairs: Iterable<PairRow>, leastUnits: number): PairMatrix {
  const likers = new Map<AssetId, number>()
  let count = 0
  for (const { a, b, units } of pairs) {
    count++
    if (a === b && units >= leastUnits && units > 0) likers.set(a, (likers.get(a) ?? 0) + units)
  }
  const assets = [...likers.keys()].sort()
  const numbers = new Map(assets.map((asset, index) => [asset, index]))
  const factors = assets.map((asset) => (likers.get(asset) ?? 1) ** -0.25)
  const [rows, columns, values] = [new Uint32Array(count), new Uint32Array(count), new Float64Array(count)]
  let kept = 0
  for (const { a, b, weight, units } of pairs) {
    const [row, column] = [numbers.get(a), numbers.get(b)]
    if (units < leastUnits || row === undefined || column === undefined) continue
    rows[kept] = row
    columns[kept] = column
    values[kept] = weight * (factors[row] ?? 0) * (factors[column] ?? 0)
    kept++
  }
  const entries = { rows: rows.subarray(0, kept), columns: columns.subarray(0, kept), values: values.subarray(0, kept) }
  return { assets, likeness: symmetricOf(assets.length, entries), likers }
}
