import type { Proposal } from '../../compile/checks/proposal.ts'
import { experimentsDiff } from '../../compile/diff/experiments-diff.ts'
import { snapshotDiff } from '../../compile/diff/snapshot-diff.ts'
import type { PublishChanges } from '../../contracts/ops/answers/changes.ts'
import type { PublishReceipt } from '../../contracts/ops/answers/publish.ts'
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

/** What a receipt says of experiments that change; nothing where the live snapshot cannot be read to compare with. */
export function changedExperiments(
  held: Pick<LockedRegion, 'live'>,
  { live, next }: Pick<Proposal, 'live' | 'next'>,
): Pick<PublishReceipt, 'changedExperiments'> {
  if ('unreadable' in next || (held.live !== null && live === null)) return {}
  const changed = experimentsDiff(live?.rules ?? {}, next.rules)
  return changed.length === 0 ? {} : { changedExperiments: [...changed] }
}
