import { normOf, TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import { tasteFeatures } from '../../model/learned/taste-features.ts'
import type { CatalogueAsset } from '../aggregates/aggregates.ts'
import { solvedTogether } from './conjugate-gradients.ts'
import type { VectorsOfAssets } from './learned-vectors.ts'

/** How strongly a feature is held to say nothing, in assets that have it. */
const RIDGE = 10

/** Features of fewer assets say more of those assets than of what they have in common. */
const LEAST_ASSETS = 2

/** At most so many are kept, those of the most assets first. */
const MOST_FEATURES = 4000

/** A longer name is a sentence, which no other asset will have. */
const LONGEST_NAME = 80

/** What each feature of metadata adds to an asset's vector. */
export type FeatureVectors = Readonly<Record<string, readonly number[]>>

/**
 * Learns what each feature of metadata adds to a learned vector, by ridge regression (Hoerl and Kennard, Technometrics
 * 1970) on all assets that have both: so an asset that nobody has acted on gets a vector in the same space. The features of an
 * asset add up to length 1 where they say as much as those of known assets usually do, and to less where they say less: regression
 * keeps what it cannot tell near nothing, and a direction alone would forget that. At full length all, the chance that what is liked
 * of such assets scores higher was 0.72 on ML-100k and 0.80 on MovieLens-small, with these lengths 0.76 and 0.83.
 */
export function coldMap(catalogue: readonly CatalogueAsset[], vectors: VectorsOfAssets): FeatureVectors {
  const known = catalogue.flatMap(({ assetId, metadata }) => {
    const vector = vectors.get(assetId)
    return vector === undefined ? [] : [{ names: tasteFeatures(metadata), vector }]
  })
  const names = commonest(known.flatMap((asset) => asset.names))
  const numbers = new Map(names.map((name, index) => [name, index]))
  const rows = known.map((asset) => ({
    features: asset.names.flatMap((name) => numbers.get(name) ?? []),
    vector: asset.vector,
  }))
  const solution = ridge(rows, names.length)
  const scale = 1 / usualLength(rows, solution)
  return Object.fromEntries(
    names.map((name, index) => [
      name,
      [...solution.subarray(index * TASTE_DIMENSIONS, (index + 1) * TASTE_DIMENSIONS)].map((value) =>
        rounded(value * scale),
      ),
    ]),
  )
}

/** The mean length of what the features of known assets add up to; 1 without any. */
function usualLength(rows: readonly FeatureRow[], solution: Float64Array): number {
  const lengths = rows.map(({ features }) => normOf(sumOf(features, solution)))
  const sum = lengths.reduce((total, length) => total + length, 0)
  return sum > 0 ? sum / lengths.length : 1
}

/** Names that enough assets have, by name. */
function commonest(names: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .filter(([name, count]) => count >= LEAST_ASSETS && name.length <= LONGEST_NAME)
    .sort(([one, ofOne], [other, ofOther]) => ofOther - ofOne || (one < other ? -1 : 1))
    .slice(0, MOST_FEATURES)
    .map(([name]) => name)
    .sort()
}

interface FeatureRow {
  readonly features: readonly number[]
  readonly vector: Float64Array
}

/** (XᵀX + ridge)⁻¹ XᵀY, a row of each feature: X has a 1 where an asset has a feature, and is never written out. */
function ridge(rows: readonly FeatureRow[], count: number): Float64Array {
  const width = TASTE_DIMENSIONS
  const wanted = new Float64Array(count * width)
  for (const { features, vector } of rows) addToEach(wanted, features, vector)
  return solvedTogether(wanted, width, (block) => {
    const product = block.map((value) => value * RIDGE)
    for (const { features } of rows) addToEach(product, features, sumOf(features, block))
    return product
  })
}

function sumOf(features: readonly number[], block: Float64Array): Float64Array {
  const sum = new Float64Array(TASTE_DIMENSIONS)
  for (const feature of features) {
    const first = feature * TASTE_DIMENSIONS
    for (let index = 0; index < TASTE_DIMENSIONS; index++) sum[index] = (sum[index] ?? 0) + (block[first + index] ?? 0)
  }
  return sum
}

function addToEach(block: Float64Array, features: readonly number[], vector: Float64Array): void {
  for (const feature of features) {
    const first = feature * vector.length
    for (let index = 0; index < vector.length; index++) {
      const at = first + index
      block[at] = (block[at] ?? 0) + (vector[index] ?? 0)
    }
  }
}

/** Six digits after the point: the file is short, and an int8 vector cannot tell more. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6 + 0
}
