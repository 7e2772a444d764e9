import { GATE_REASONS, type GateReason, type SlateReason } from '../model/reason.ts'
import type { RankingTerm } from '../model/rules.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { Autoplay } from './autoplay.ts'
import { autoplayOf } from './autoplay.ts'
import { compose } from './compose.ts'
import type { Placement } from './context.ts'
import type { DecisionRequest } from './decide.ts'
import { eligible, PASSED } from './eligible.ts'
import { gateInput } from './gate-input.ts'
import type { GateInput } from './gates/gate.ts'
import { classIn, GATE_GROUPS } from './gates/gate-groups.ts'
import { capReached } from './gates/pair-gates.ts'
import { takedownEvidence, takedownOf } from './gates/takedown.ts'
import { rank } from './rank.ts'

/** One reason among all that speak against a candidate. */
export interface ExplainedReason {
  readonly reason: GateReason | SlateReason
  readonly rule: string
  readonly source: string
  readonly value: string
}

/** A candidate that may be shown. `position` counts from 0, best first; `score` and `terms` are in points. */
export interface KeptCandidate {
  readonly assetId: string
  readonly campaignId: string
  readonly position: number | null
  readonly score: number
  readonly terms: Readonly<Record<RankingTerm, number>>
  readonly propensity: number
  readonly autoplay: Autoplay
}

/** A candidate that a gate, the ranking or the slate turned down. */
export interface RejectedCandidate {
  readonly assetId: string
  readonly campaignId: string
  /** The first reason in gate order; the one that serving counts. */
  readonly first: GateReason | SlateReason
  readonly all: readonly ExplainedReason[]
}

/** The whole waterfall for one placement: every candidate, kept or rejected, and why. */
export interface Explanation {
  readonly kept: readonly KeptCandidate[]
  readonly rejected: readonly RejectedCandidate[]
  readonly total: number
}

/**
 * Explains a placement with the gates, ranking and slate that serve it. `placement.count` bounds how many of
 * the eligible are listed, best first; titles may repeat in this list, so that nothing eligible hides.
 */
export function explain(snapshot: Snapshot, request: DecisionRequest, placement: Placement): Explanation {
  const input = gateInput(snapshot, request, placement)
  const total = snapshot.hot.candidateAsset.length
  if (input === null) return { kept: [], rejected: [], total }
  const { verdicts } = eligible(input, request.counts)
  const passed: number[] = []
  const rejected: RejectedCandidate[] = []
  verdicts.forEach((verdict, candidate) => {
    if (verdict === PASSED) passed.push(candidate)
    else rejected.push(explainRejected(input, request.counts, candidate, verdict))
  })
  const screen = { assets: new Set<number>(), titles: new Set<number>() }
  const ranked = rank(snapshot, request.context, passed)
  const slate = compose(snapshot, ranked, { count: placement.count, titles: 'spaced' }, screen)
  const kept = slate.picks.map((pick, position) => ({
    ...idsOf(snapshot, pick.candidate),
    position,
    score: pick.score,
    terms: pick.terms,
    propensity: 1,
    autoplay: autoplayOf(input, snapshot.hot.candidateAsset[pick.candidate] ?? 0),
  }))
  const scores = new Map(ranked.map((entry) => [entry.candidate, entry.score]))
  for (const { candidate, reason } of slate.outranked) {
    const why = { reason, rule: 'slate', source: 'rules/ranking.json', value: `score ${scores.get(candidate)}` }
    rejected.push({ ...idsOf(snapshot, candidate), first: reason, all: [why] })
  }
  return { kept, rejected, total }
}

const CAP_REACHED = {
  reason: 'frequency-cap',
  rule: 'campaign.frequencyCap',
  source: 'session',
  value: 'reached',
} as const

function idsOf(snapshot: Snapshot, candidate: number): { readonly assetId: string; readonly campaignId: string } {
  return {
    assetId: snapshot.text.asset(snapshot.hot.candidateAsset[candidate] ?? 0).assetId,
    campaignId: snapshot.text.campaign(snapshot.hot.candidateCampaign[candidate] ?? 0).campaignId,
  }
}

function explainRejected(
  input: GateInput,
  counts: DecisionRequest['counts'],
  candidate: number,
  verdict: number,
): RejectedCandidate {
  const { snapshot } = input
  const first = GATE_REASONS[verdict] ?? 'territory'
  const ids = idsOf(snapshot, candidate)
  if (input.territory < 0) {
    const value = `${input.context.territory} is not in region ${snapshot.hot.region}`
    return { ...ids, first, all: [{ reason: 'territory', rule: 'region', source: 'rules/territories.json', value }] }
  }
  const asset = snapshot.hot.candidateAsset[candidate] ?? 0
  const campaign = snapshot.hot.candidateCampaign[candidate] ?? 0
  const pair = { asset, campaign }
  const takedown = takedownOf(input, pair)
  const withdrawn = takedown === null ? [] : [{ reason: 'takedown' as const, ...takedownEvidence(takedown) }]
  const gates = GATE_GROUPS.flatMap((group) => {
    const index = classIn(group, snapshot.hot.assets, pair)
    return group.gates
      .filter((gate) => gate.refuses(input, index))
      .map((gate) => ({ reason: gate.reason, ...gate.evidence(input, index) }))
  })
  const capped = capReached(snapshot.hot, pair, counts, input.context.now) ? [CAP_REACHED] : []
  const all = [...withdrawn, ...gates, ...capped].sort(
    (a, b) => GATE_REASONS.indexOf(a.reason) - GATE_REASONS.indexOf(b.reason),
  )
  return { ...ids, first, all }
}
