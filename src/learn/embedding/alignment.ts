import { Matrix, SingularValueDecomposition } from 'ml-matrix'
import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import type { LearnedVectors, VectorsOfAssets } from './learned-vectors.ts'

/** From this mean cosine on, rotated vectors go on in the space before. Below it, old profiles would mislead. */
export const LEAST_AGREEMENT = 0.7

/** This share of the vectors of before must be there again, or there is too little to rotate by. */
const LEAST_OVERLAP = 0.2

/** New vectors as near to those of before as a rotation brings them. */
export interface Aligned {
  readonly vectors: VectorsOfAssets
  /** Mean cosine of what both have, after the rotation, by likes; 0 if they have nothing in common. */
  readonly agreement: number
  /** Assets that both have. */
  readonly shared: number
  /** Whether they lie in the space of before; if not, they are as they were given. */
  readonly holds: boolean
}

/**
 * Rotates new vectors onto those of the run before, by the orthogonal matrix that brings the assets of both nearest
 * (orthogonal Procrustes; Schönemann, Psychometrika 1966): what is like what does not change, and profiles summed from
 * the vectors of before go on to say the same. An asset counts as often as it is liked, because so profiles are made.
 */
export function aligned({ vectors, likers }: LearnedVectors, before: VectorsOfAssets): Aligned {
  const shared = [...vectors.keys()].filter((asset) => before.has(asset))
  if (shared.length === 0 || shared.length < before.size * LEAST_OVERLAP) {
    return { vectors, agreement: 0, shared: shared.length, holds: false }
  }
  const { leftSingularVectors, rightSingularVectors, diagonal } = new SingularValueDecomposition(
    crossProducts(shared, { vectors, likers }, before),
  )
  const agreement =
    diagonal.reduce((sum, value) => sum + value, 0) / shared.reduce((sum, asset) => sum + (likers.get(asset) ?? 0), 0)
  if (agreement < LEAST_AGREEMENT) return { vectors, agreement, shared: shared.length, holds: false }
  const rotation = leftSingularVectors.mmul(rightSingularVectors.transpose())
  const rotated = [...vectors].map(([asset, vector]) => [asset, times(vector, rotation)] as const)
  return { vectors: new Map(rotated), agreement, shared: shared.length, holds: true }
}

function crossProducts(
  shared: readonly AssetId[],
  { vectors, likers }: LearnedVectors,
  before: VectorsOfAssets,
): Matrix {
  const products = Matrix.zeros(TASTE_DIMENSIONS, TASTE_DIMENSIONS)
  for (const asset of shared) {
    const [own, old] = [vectors.get(asset) ?? [], before.get(asset) ?? []]
    const weight = likers.get(asset) ?? 0
    for (let row = 0; row < TASTE_DIMENSIONS; row++) {
      for (let column = 0; column < TASTE_DIMENSIONS; column++) {
        products.set(row, column, products.get(row, column) + weight * (own[row] ?? 0) * (old[column] ?? 0))
      }
    }
  }
  return products
}

function times(vector: Float64Array, rotation: Matrix): Float64Array {
  const rotated = new Float64Array(TASTE_DIMENSIONS)
  for (let row = 0; row < TASTE_DIMENSIONS; row++) {
    for (let column = 0; column < TASTE_DIMENSIONS; column++) {
      rotated[column] = (rotated[column] ?? 0) + (vector[row] ?? 0) * rotation.get(row, column)
    }
  }
  return rotated
}
