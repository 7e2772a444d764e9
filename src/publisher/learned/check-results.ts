import { changedDecisions } from '../../compile/checks/changed-decisions.ts'
import type { CheckResult } from '../../compile/checks/proposal.ts'
import { comparison } from '../../compile/diff/comparison.ts'
import { openSnapshot } from '../../decide/opened/opened-snapshot.ts'
import type { Snapshot, SnapshotWeights } from '../../model/columns/snapshot.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { liveDenies, pairDenies } from '../announce/live-denies.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** Decides the panel with and without new results: the check of decisions, of a publish of weights. */
export async function checkResults(
  publisher: PublisherContext,
  region: RegionId,
  {
    live,
    narrowed,
    weights,
  }: { readonly live: Snapshot; readonly narrowed: number; readonly weights: SnapshotWeights },
): Promise<CheckResult> {
  const { engine, rules } = publisher
  const next = { ...live, weights }
  const denies = pairDenies(await liveDenies(region, publisher), { live: narrowed, next: narrowed })
  const [before, after] = [openSnapshot(live, engine), openSnapshot(next, engine)]
  const compared = comparison({
    ...{ next: after, live: before, sameDecisions: false, campaigns: null },
    ...{ rules, now: publisher.now(), denies },
  })
  return changedDecisions({ live, next, rules, isTakenBack: false }, compared)
}
