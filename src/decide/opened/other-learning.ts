import { learningNamed, type OtherLearning } from '../../model/columns/other-learning.ts'
import type { Snapshot, SnapshotHot } from '../../model/columns/snapshot.ts'
import { LEARNED_NONE } from '../../model/experiments/experiment-vocabulary.ts'
import type { LearnedPoints } from '../../model/learned/learned-bounds.ts'
import type { OwnedValues } from '../../model/policies/owned-values.ts'

type Taught = Pick<Snapshot, 'hot' | 'rules' | 'otherLearning'>

/** The engine's column of a snapshot's own tastes; those of other learning follow in their order. */
export const OWN_TASTE = 0

/** What a value of `learned` changes of a snapshot. */
interface Learning extends Pick<Snapshot, 'hot' | 'rules'> {
  readonly points: LearnedPoints
  /** The engine's column of its tastes. */
  readonly taste: number
}

/**
 * A snapshot's columns and rules as a value of `learned` has them, and the points that go with it. With `none`, results
 * count nothing: they were learned, whatever taught the vectors.
 *
 * @param value undefined: what the snapshot has
 * @throws RangeError when the snapshot brings nothing for it
 */
export function learningAs({ hot, rules, otherLearning }: Taught, value: OwnedValues[string] | undefined): Learning {
  const found = value === undefined ? 'own' : learningNamed({ rules, otherLearning }, value)
  if (found === null) throw new RangeError(`the snapshot has no vectors of ${value} beside its own`)
  const none = value === LEARNED_NONE ? { engagement: 0 } : {}
  if (found === 'own') return { hot, rules, points: none, taste: OWN_TASTE }
  const { learned: _, ...others } = rules
  const { run, space } = found
  return {
    hot: hotOf(hot, found),
    rules: { ...others, tasteSpace: space, ...(run !== null && { learned: run }) },
    points: { ...found.points, ...none },
    taste: OWN_TASTE + 1 + (otherLearning?.indexOf(found) ?? 0),
  }
}

/** By the columns and what stands in for a part of them: arms of one learning share what is cached beside columns. */
const made = new WeakMap<SnapshotHot, WeakMap<OtherLearning, SnapshotHot>>()

function hotOf(hot: SnapshotHot, other: OtherLearning): SnapshotHot {
  const ofHot = made.get(hot) ?? new WeakMap<OtherLearning, SnapshotHot>()
  const { taste, genres } = other
  const taught = ofHot.get(other) ?? { ...hot, assets: { ...hot.assets, taste }, genres }
  made.set(hot, ofHot.set(other, taught))
  return taught
}
