import type { AssetId } from '../../model/fields/identifier.ts'
import type { LearnedHead } from '../../model/learned/learned-run.ts'
import { mappedTaste } from '../../model/learned/mapped-taste.ts'
import type { TasteSource } from '../columns/taste-source.ts'

/** A run, as far as tastes need it: whoever holds many assets need not hold each as a record. */
export interface TastesOfRun {
  readonly head: Pick<LearnedHead, 'id' | 'space' | 'features'>
  readonly assets: { get(id: AssetId): { readonly taste: ArrayLike<number> } | undefined }
}

/**
 * The taste vectors of a learned run. An asset that the run does not list, because it is newer, is mapped into the same
 * space from its metadata.
 */
export function learnedTastes({ head, assets }: TastesOfRun): TasteSource {
  return {
    space: head.space,
    run: head.id,
    vectorOf: (id, metadata) => {
      const asset = assets.get(id)
      return asset === undefined ? mappedTaste(head.features, metadata) : Int8Array.from(asset.taste)
    },
  }
}
