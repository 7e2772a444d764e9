import type { AssetId } from '../../model/fields/identifier.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'

/** What one viewer saw on a day that nothing was learned from. It has no pseudonym, and stays in memory. */
export interface HeldOutViewer {
  readonly surface: SurfaceId
  /** What they liked on the days before, each asset once, by time; `at` in milliseconds since 1970 UTC. */
  readonly likes: readonly { readonly assetId: AssetId; readonly at: number }[]
  /** What they saw that day on one surface, in the order of ids: some of it rewarded, some not. */
  readonly shown: readonly { readonly assetId: AssetId; readonly position: number; readonly rewarded: boolean }[]
}
