import { indexOfHash } from '../../decide/rows/hash-search.ts'
import type { OtherLearning } from '../../model/columns/other-learning.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'

/** How what arms have in place of a snapshot's own run differs, for one run. */
export interface LearningDiff {
  /** Null: without any run, as for the holdout. */
  readonly run: LearnedRunId | null
  readonly state: 'added' | 'removed' | 'changed'
  readonly space: string
  readonly points: OtherLearning['points']
  /** Assets that have another vector, or that only one of both snapshots has a vector of. */
  readonly assets: number
}

type Compared = Pick<Snapshot, 'hot' | 'otherLearning'>

/** The runs beside a snapshot's own that differ; those that are alike are left out. */
export function learningDiff(before: Compared, after: Compared): readonly LearningDiff[] {
  const runs = new Set([...(before.otherLearning ?? []), ...(after.otherLearning ?? [])].map(({ run }) => run))
  return [...runs].flatMap((run): LearningDiff[] => {
    const [old, now] = [before, after].map(({ otherLearning }) => otherLearning?.find((each) => each.run === run))
    const shown = now ?? old
    if (shown === undefined) return []
    const assets = changedVectors([before.hot, old], [after.hot, now])
    const { space, points } = shown
    if (old === undefined) return [{ run, state: 'added', space, points, assets }]
    if (now === undefined) return [{ run, state: 'removed', space, points, assets }]
    const isSame = assets === 0 && old.space === space && JSON.stringify(old.points) === JSON.stringify(points)
    return isSame ? [] : [{ run, state: 'changed', space, points, assets }]
  })
}

type Side = readonly [hot: Snapshot['hot'], learning: OtherLearning | undefined]

function changedVectors([oldHot, old]: Side, [hot, now]: Side): number {
  const sizeOf = (learning: OtherLearning | undefined) => (learning?.taste.length ?? 0) / TASTE_DIMENSIONS
  if (old === undefined || now === undefined) return sizeOf(old) + sizeOf(now)
  let [shared, changed] = [0, 0]
  for (let row = 0; row < hot.assets.idHash.length; row++) {
    const before = rowOfHashes(oldHot, hot.assets.idHash[row] ?? 0, hot.assets.idCheck[row] ?? 0)
    if (before < 0) continue
    shared += 1
    if (!isSameVector(old.taste, before, now.taste, row)) changed += 1
  }
  return changed + (sizeOf(old) - shared) + (sizeOf(now) - shared)
}

function rowOfHashes({ assets }: Snapshot['hot'], hash: number, check: number): number {
  for (let row = indexOfHash(assets.idHash, hash); row >= 0 && assets.idHash[row] === hash; row++) {
    if (assets.idCheck[row] === check) return row
  }
  return -1
}

function isSameVector(one: Int8Array, row: number, other: Int8Array, otherRow: number): boolean {
  for (let at = 0; at < TASTE_DIMENSIONS; at++) {
    if (one[row * TASTE_DIMENSIONS + at] !== other[otherRow * TASTE_DIMENSIONS + at]) return false
  }
  return true
}
