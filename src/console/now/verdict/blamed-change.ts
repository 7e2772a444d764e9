import type { RecordedChangeAnswer } from '../../../contracts/ops/answers/history/recorded-changes.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { mayHaveCaused, type RisenShare } from './answer-shares.ts'

/** What changes the snapshot that a region serves. */
const SNAPSHOT_KINDS: readonly RecordedChangeAnswer['kind'][] = ['publish', 'rollback', 'canary']

/** The changes of what a region serves, the newest first: what a curve of the region is marked with. */
export function snapshotChanges(
  changes: readonly RecordedChangeAnswer[],
  region: RegionId,
): readonly RecordedChangeAnswer[] {
  return changes.filter((change) => change.region === region && SNAPSHOT_KINDS.includes(change.kind))
}

/**
 * The change that a share rose after; null: none is known that is near enough. Edges take a pointer within seconds, and
 * what isolates hold in storage within minutes.
 */
export function blamedChange(
  changes: readonly RecordedChangeAnswer[],
  region: RegionId,
  { since, sinceEver }: RisenShare,
): RecordedChangeAnswer | null {
  if (sinceEver) return null
  return snapshotChanges(changes, region).find(({ at }) => mayHaveCaused(Date.parse(at), since)) ?? null
}
