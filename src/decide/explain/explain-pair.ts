import { columnValue } from '../../model/columns/column-value.ts'
import type { GateReason } from '../../model/nouns/reason.ts'
import type { Placement } from '../context/context.ts'
import type { DecisionRequest } from '../decision-request.ts'
import { refusalsOf } from '../eligibility/gates/gate-refusals.ts'
import type { OpenedSnapshot } from '../opened/opened-snapshot.ts'
import { RequestPlans } from '../plan/request-plans.ts'
import { campaignOfId, rowOfId } from '../rows/hash-search.ts'

/** What stands against one candidate; `free`: no gate does, and `absent`: it is no candidate of the snapshot. */
export type PairVerdict =
  | { readonly verdict: 'absent' | 'free' }
  | {
      readonly verdict: 'refused'
      readonly reason: GateReason
      readonly rule: string
      readonly source: string
      readonly value: string
    }

/** The first gate that refuses one candidate, as `explain` tells it, without looking at any other. */
export function explainPair(
  opened: OpenedSnapshot,
  request: DecisionRequest,
  placement: Placement,
  { assetId, campaignId }: { readonly assetId: string; readonly campaignId: string },
): PairVerdict {
  const { hot } = opened.snapshot
  const [asset, campaign] = [rowOfId(hot.assets, assetId), campaignOfId(hot.campaigns, campaignId)]
  if (asset < 0 || campaign < 0 || !isCandidate(opened, asset, campaign)) return { verdict: 'absent' }
  const applied = opened.denies(request.denies, request.context)
  const { input } = new RequestPlans(
    { opened, context: request.context, applied, pacing: opened.pacing.at(request.seed, request.context.now) },
    false,
  ).of(placement, opened)
  if (input === null) return { verdict: 'absent' }
  if (input.territory < 0) {
    const value = `${request.context.territory} is not in region ${hot.region}`
    return { verdict: 'refused', reason: 'territory', rule: 'region', source: 'rules/territories.json', value }
  }
  const [first] = refusalsOf(input, { asset, campaign })
  return first === undefined ? { verdict: 'free' } : { verdict: 'refused', reason: first.reason, ...first.evidence() }
}

function isCandidate({ snapshot: { hot } }: OpenedSnapshot, asset: number, campaign: number): boolean {
  return hot.candidateAsset.some(
    (row, index) => row === asset && columnValue(hot.candidateCampaign, index) === campaign,
  )
}
