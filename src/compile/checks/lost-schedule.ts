import { resultOf } from './check-result.ts'
import type { CheckResult, OpenProposal } from './proposal.ts'

/**
 * Refuses to empty a live region whose schedule holds nothing at all any more: no candidate, and none that was left out
 * for a reason. Campaigns that are paused or ended are still there to be left out; a store that was lost has none.
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
