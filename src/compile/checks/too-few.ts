import { resultOf } from './check-result.ts'
import type { CheckResult, OpenProposal } from './proposal.ts'

/** Refuses fewer candidates than the operator's minimum for the region, which is what it has on its worst day. */
export function tooFew({ next, region, rules }: OpenProposal): CheckResult {
  const candidates = next.hot.candidateAsset.length
  const least = rules.publish.leastCandidates.get(region) ?? 0
  const texts = candidates < least ? [`${candidates} candidates, but ${region} must have at least ${least}`] : []
  return resultOf('too-few', `${candidates} candidates; at least ${least}`, texts)
}
