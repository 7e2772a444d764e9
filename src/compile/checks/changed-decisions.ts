import { campaignOf } from '../../model/columns/column-value.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { ChangedAnswer } from '../diff/changed-answers.ts'
import type { Comparison } from '../diff/comparison.ts'
import { cellKey } from '../diff/coverage.ts'
import type { PanelRequest } from '../diff/panel.ts'
import { NO_WINNER } from '../diff/winners.ts'
import { resultOf } from './check-result.ts'
import type { CheckResult, OpenProposal } from './proposal.ts'

/** What the check reads of a proposal. */
type Decided = Pick<OpenProposal, 'live' | 'next' | 'rules' | 'isTakenBack'>

/**
 * Refuses answers of the panel that became empty, more than the allowed number of answers that changed without a cause in
 * the schedule, and more changes by what was learned than one person may want. An answer is the winning asset. Cells that `lost-coverage` reports are not reported again, and
 * a campaign that a person stopped is not counted as a loss.
 */
export function changedDecisions(proposal: Decided, compared: Comparison): CheckResult {
  const { live, rules } = proposal
  const { requests, changed } = compared
  if (live === null) return resultOf('changed-decisions', `first publish: ${requests.length} requests decided once`)
  const { answersPercent, learnedPersonsPercent, findings } = rules.publish.limits
  const unexplained = changed.filter(({ cause }) => cause === 'unexplained')
  const learned = changed.filter(({ cause }) => cause === 'learned')
  const learnedPercent = requests.length === 0 ? 0 : (100 * learned.length) / requests.length
  const tooMany = unexplained.length * 100 > answersPercent * requests.length
  const texts = [
    ...perCell(newlyEmpty(proposal, compared), requests, 'have none any more'),
    ...(tooMany ? perCell(unexplained, requests, 'changed without a cause in the schedule') : []),
    ...(learnedPercent > learnedPersonsPercent && !proposal.isTakenBack ? [twoPersons(proposal, live)] : []),
  ]
  const by = (cause: ChangedAnswer['cause']): number => changed.filter((each) => each.cause === cause).length
  const looked =
    `${changed.length} of ${requests.length} answers changed: ${by('schedule')} by the schedule, ` +
    `${by('weights')} by weights, ${learned.length} by what was learned, ${unexplained.length} without a cause`
  return { ...resultOf('changed-decisions', looked, texts, findings), learnedPercent }
}

/** Without counts: the panel asks for another minute each time, and two persons have approved the same thing. */
function twoPersons({ next, rules }: Decided, live: Snapshot): string {
  const [before, after] = [live, next].map((each) => each.rules.learned ?? 'no learned run')
  const what = before === after ? 'results of assets' : `${after} in place of ${before}`
  return `${what} would change more than ${rules.publish.limits.learnedPersonsPercent} % of the answers: two persons have to want that`
}

function newlyEmpty({ live }: Decided, { changed, lost, acts }: Comparison): readonly ChangedAnswer[] {
  const named = new Set(lost.map(({ at, band, surface }) => cellKey(at.code, band.name, surface)))
  return changed.filter(({ request, before, after }) => {
    if (after !== NO_WINNER || live === null) return false
    const { campaignId } = live.text.campaign(campaignOf(live.hot, before))
    const act = acts.get(campaignId)
    return act !== 'stopped' && act !== 'ended' && !named.has(keyOf(request))
  })
}

function keyOf({ at, band, surface }: PanelRequest): string {
  return cellKey(at.code, band.name, surface)
}

/** `DE guest home-hero: 3 of 41 answers …`, cells with the most first. */
function perCell(
  answers: readonly ChangedAnswer[],
  requests: readonly PanelRequest[],
  happened: string,
): readonly string[] {
  if (answers.length === 0) return []
  const asked = countsBy(requests.map(keyOf))
  return [...countsBy(answers.map(({ request }) => keyOf(request)))]
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .map(([cell, count]) => `${cell}: ${count} of ${asked.get(cell)} answers ${happened}`)
}

function countsBy(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
