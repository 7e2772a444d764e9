import type { ServedExperiments } from '../experiments/served-experiment.ts'
import type { RegionRules } from '../policies/rules.ts'

/**
 * What a snapshot is with another learned run, or with none: vectors of taste and points that stand beside its own. Arms
 * of experiments that own `learned` decide with it, and so does the holdout. Everything else they share with the snapshot,
 * the measured results of assets among them.
 */
export interface OtherLearning {
  /** The run; null: none, so that vectors are of metadata and points are the rules' own. */
  readonly run: NonNullable<RegionRules['learned']> | null
  /** The space that its vectors lie in (`taste-space.ts`). */
  readonly space: string
  /** Asset × `TASTE_DIMENSIONS`, in the order of the snapshot's assets. */
  readonly taste: Int8Array
  /** The vector of each genre, as `SnapshotHot.genres`. */
  readonly genres: ReadonlyMap<string, Int8Array>
  /** The points of every term that may be learned, within the rules' bounds. */
  readonly points: NonNullable<ServedExperiments['ownPoints']>
}
