import { LEARNED_NONE } from '../experiments/experiment-vocabulary.ts'
import type { RegionRules, Rules } from '../policies/rules.ts'

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
  readonly points: Readonly<Partial<Record<keyof Rules['learnedBounds'], number>>>
}

/** As much of a snapshot as says what it learned, and what stands beside that. */
export interface TaughtSnapshot {
  readonly rules: Pick<RegionRules, 'learned'>
  readonly otherLearning?: readonly OtherLearning[]
}

/**
 * What a value of the path `learned` stands for in a snapshot; null: nothing that it brings along, so that no arm can have
 * the value.
 */
export function learningNamed({ rules, otherLearning }: TaughtSnapshot, value: unknown): 'own' | OtherLearning | null {
  const run = value === LEARNED_NONE ? null : value
  if (run === (rules.learned ?? null)) return 'own'
  return otherLearning?.find((other) => other.run === run) ?? null
}
