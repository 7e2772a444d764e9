import { direction, TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import type { LearnedRun } from '../../model/learned/learned-run.ts'
import { tasteFeatures } from '../../model/learned/taste-features.ts'
import type { TasteMetadata } from '../columns/embedding.ts'
import type { TasteSource } from '../columns/taste-source.ts'

/**
 * The taste vectors of a learned run. An asset that the run does not list, because it is newer, is mapped into the same
 * space from its metadata.
 */
export function learnedTastes({ head, assets }: LearnedRun): TasteSource {
  return {
    space: head.space,
    run: head.id,
    vectorOf: (id, metadata) => {
      const asset = assets.get(id)
      return asset === undefined ? mapped(head.features, metadata) : Int8Array.from(asset.taste)
    },
  }
}

/** The direction that the features of metadata add up to; zero where none is known. */
function mapped(features: LearnedRun['head']['features'], metadata: TasteMetadata): Int8Array {
  const sum = new Float64Array(TASTE_DIMENSIONS)
  for (const name of tasteFeatures(metadata)) {
    const vector = Object.hasOwn(features, name) ? features[name] : undefined
    for (let index = 0; index < TASTE_DIMENSIONS; index++) sum[index] = (sum[index] ?? 0) + (vector?.[index] ?? 0)
  }
  return direction(sum)
}
