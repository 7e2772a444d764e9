import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import type { PairRow } from '../aggregates/aggregates.ts'
import { leadingVectors } from './leading-vectors.ts'
import { pairMatrix } from './pair-matrix.ts'

/** Unit vectors of assets: each `TASTE_DIMENSIONS` long. */
export type VectorsOfAssets = ReadonlyMap<AssetId, Float64Array>

/** What pair counts say of tastes, and how many units said so of each asset. */
export interface LearnedVectors {
  readonly vectors: VectorsOfAssets
  readonly likers: ReadonlyMap<AssetId, number>
}

/**
 * The directions of assets' tastes from pair counts alone: the leading eigenvectors of how alike they are, each times
 * the quarter root of its eigenvalue. An asset without a direction is left out.
 *
 * @param leastUnits see `pairMatrix`
 */
export function learnedVectors(
  pairs: Iterable<PairRow>,
  { seed, leastUnits }: { readonly seed: number; readonly leastUnits: number },
): LearnedVectors {
  const { assets, likeness, likers } = pairMatrix(pairs, leastUnits)
  const { values, vectors } = leadingVectors(likeness, TASTE_DIMENSIONS, seed)
  const scales = values.map((value) => value ** 0.25)
  const directions = new Map<AssetId, Float64Array>()
  assets.forEach((asset, row) => {
    const own = vectors.slice(row * TASTE_DIMENSIONS, (row + 1) * TASTE_DIMENSIONS)
    const unit = unitOf(own.map((value, index) => value * (scales[index] ?? 0)))
    if (unit !== null) directions.set(asset, unit)
  })
  return { vectors: directions, likers }
}

/** The vector at length 1; null if it has no direction. */
function unitOf(vector: Float64Array): Float64Array | null {
  let squares = 0
  for (const value of vector) squares += value ** 2
  const length = Math.sqrt(squares)
  return length > 1e-9 ? vector.map((value) => value / length) : null
}
