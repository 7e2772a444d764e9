import type { Proposal } from '../../compile/checks/proposal.ts'
import { snapshotDiff } from '../../compile/diff/snapshot-diff.ts'
import type { PublishChanges } from '../../contracts/ops/answers/changes.ts'
import { openSnapshot } from '../../decide/opened/opened-snapshot.ts'
import { openLive } from '../announce/live-region.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { LockedRegion } from './region-lock.ts'

/** Null when nothing is live to compare with, or the prepared snapshot cannot be opened. */
export async function changesOf(
  publisher: PublisherContext,
  { live }: LockedRegion,
  proposal: Proposal,
): Promise<PublishChanges | null> {
  const { next, engine } = proposal
  const before = live === null || 'unreadable' in next ? null : await openLive(live, publisher.sink).catch(() => null)
  if (live === null || before === null || 'unreadable' in next) return null
  const pair = { live: openSnapshot(before, engine), next: openSnapshot(next, engine) }
  return { from: live.snapshot, to: next.id, ...snapshotDiff({ ...proposal, ...pair }) }
}
