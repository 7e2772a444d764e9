import { assetOf } from '../../model/columns/column-value.ts'
import type { Comparison } from '../diff/comparison.ts'
import { NO_WINNER } from '../diff/winners.ts'
import { answerFault } from './answer-faults.ts'
import { resultOf } from './check-result.ts'
import type { CheckResult, OpenProposal } from './proposal.ts'

/** Refuses an answer of the panel that the viewer may not see, checked against the records and rules alone. */
export function brokenInvariant({ next, rules }: OpenProposal, { requests, after }: Comparison): CheckResult {
  const texts = new Set<string>()
  let answers = 0
  for (const [index, request] of requests.entries()) {
    const row = after[index] ?? NO_WINNER
    if (row === NO_WINNER) continue
    answers++
    const fault = answerFault(next, rules, request, row)
    if (fault === null) continue
    const { assetId } = next.text.asset(assetOf(next.hot, row))
    texts.add(`${request.at.code} ${request.band.name} ${request.surface}: ${assetId} is ${fault}`)
  }
  const looked = `${answers} answers to ${requests.length} requests`
  return resultOf('broken-invariant', looked, [...texts].sort(), rules.publish.limits.findings)
}
