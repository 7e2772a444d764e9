import type { LearnedRun } from '../../model/learned/learned-run.ts'
import { mappedTaste } from '../../model/learned/mapped-taste.ts'
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
      return asset === undefined ? mappedTaste(head.features, metadata) : Int8Array.from(asset.taste)
    },
  }
}
