import { resultOf } from './check-result.ts'
import type { CheckResult, OpenProposal } from './proposal.ts'

/**
 * Refuses to empty a live region if its schedule is completely empty: no candidates, and none that were left out for a
 * reason. Campaigns that are paused or ended would still be listed as left out; a lost store has none.
 */
export function lostSchedule({ next, live, rejected }: OpenProposal): CheckResult {
  const candidates = next.hot.candidateAsset.length
  const before = live?.hot.candidateAsset.length ?? 0
  const lost = candidates + rejected === 0 && before > 0
  return resultOf(
    'lost-schedule',
    `${candidates} candidates and ${rejected} left out, where ${live === null ? 'none' : before} are live`,
    lost ? [`nothing is scheduled any more, and ${before} candidates are live`] : [],
  )
}
