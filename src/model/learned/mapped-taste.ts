import { quantised, TASTE_DIMENSIONS, TASTE_NORM } from '../columns/taste-vector.ts'
import { type FeatureMetadata, tasteFeatures } from './taste-features.ts'

/**
 * What the features of metadata add up to, int8; zero where none is known. So an asset that a run does not list lies in the
 * same space as those that it does. It is as long as its features are sure, at most of full length: stretched, what is known
 * least would stand above all else for those whom its few features happen to please.
 *
 * @param features what each feature adds, as the head of a run has them
 */
export function mappedTaste(
  features: Readonly<Record<string, readonly number[]>>,
  metadata: FeatureMetadata,
): Int8Array {
  const sum = new Float64Array(TASTE_DIMENSIONS)
  for (const name of tasteFeatures(metadata)) {
    const vector = Object.hasOwn(features, name) ? features[name] : undefined
    for (let index = 0; index < TASTE_DIMENSIONS; index++) sum[index] = (sum[index] ?? 0) + (vector?.[index] ?? 0)
  }
  return quantised(sum.map((value) => value * TASTE_NORM))
}
