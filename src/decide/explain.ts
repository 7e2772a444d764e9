import { GATE_REASONS, type GateReason, type SlateReason } from '../model/reason.ts'
import type { SlateConstraint } from '../model/slate-policy.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { type Autoplay, autoplayOf } from './autoplay.ts'
import type { Placement } from './context.ts'
import { runningCaps } from './count-caps.ts'
import { decidePlacement, type OnScreen, poolRequest } from './decide-placement.ts'
import type { DecisionRequest } from './decision-request.ts'
import { eligible, PASSED } from './eligible.ts'
import { explainScore } from './explain-scores.ts'
import { gateInput } from './gate-input.ts'
import type { GateInput } from './gates/gate.ts'
import { capReached } from './gates/pair-gates.ts'
import { refusalsOf } from './gates/refusals.ts'
import { openedSnapshot } from './opened-snapshot.ts'
import type { Score, ScoreTerm } from './score-terms.ts'

/** One reason among all that speak against a candidate. */
export interface ExplainedReason {
  readonly reason: GateReason | SlateReason
  readonly rule: string
  readonly source: string
  readonly value: string
}

/** A candidate that may be shown. `score` and `terms` are in points. */
export interface KeptCandidate {
  readonly assetId: string
  readonly campaignId: string
  /** Places from 0: first the slate as it would be, then what it leaves, best first. */
  readonly position: number
  readonly score: number
  readonly terms: Readonly<Record<ScoreTerm, number>>
  /** The chance of its place, given those before; 0 outside of the slate. */
  readonly propensity: number
  /** Constraints of the slate that it breaks. */
  readonly relaxed: readonly SlateConstraint[]
  readonly autoplay: Autoplay
}

/** A candidate that a gate, or the slate, turned down. */
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
 * Explains a placement with the gates, ranking and slate that serve it. Every eligible asset is kept, under the
 * campaign that it would play for; its other campaigns are rejected for `diversity`.
 *
 * @param screen what the placements before have put on the screen; what this one puts there is added
 */
export function explain(
  snapshot: Snapshot,
  request: DecisionRequest,
  placement: Placement,
  screen: OnScreen = emptyScreen(),
): Explanation {
  const opened = openedSnapshot(snapshot)
  const { denies, key } = opened.denies(request.denies, request.context)
  const input = gateInput(snapshot, { context: request.context, denies }, placement)
  const total = snapshot.hot.candidateAsset.length
  if (input === null) return { kept: [], rejected: [], total }
  const counts = runningCaps(request.counts, placement.count + input.surface.backups, request.context.now)
  const { verdicts } = eligible(input, counts)
  const passed: number[] = []
  const rejected: RejectedCandidate[] = []
  verdicts.forEach((verdict, candidate) => {
    if (verdict === PASSED) passed.push(candidate)
    else rejected.push(explainRejected(input, counts, candidate, verdict))
  })
  const deciding = { snapshot, opened, request, input, deniesKey: key, counts }
  const asked = poolRequest(deciding, placement, placement.titleId === null ? screen : emptyScreen())
  const scores = new Map(
    passed.map((row): [number, Score | null] => [row, asked && explainScore(snapshot, asked, row)]),
  )
  const count = Math.min(placement.count, input.surface.maxCount)
  const slate = decidePlacement(deciding, { ...placement, count }, screen, request.firstPosition)
  const places = new Map(slate.map((pick, place) => [pick.row, { ...pick, place }]))
  const behind = Number.MAX_SAFE_INTEGER
  const order = passed.sort(
    (a, b) =>
      (places.get(a)?.place ?? behind) - (places.get(b)?.place ?? behind) ||
      (scores.get(b)?.score ?? 0) - (scores.get(a)?.score ?? 0) ||
      a - b,
  )
  const kept: KeptCandidate[] = []
  const assets = new Set<number>()
  for (const row of order) {
    const asset = snapshot.hot.candidateAsset[row] ?? 0
    const score = scores.get(row)
    if (assets.has(asset) || !score) {
      rejected.push({
        ...idsOf(snapshot, row),
        first: 'diversity',
        all: [{ ...TWICE, value: `score ${score?.score}` }],
      })
      continue
    }
    assets.add(asset)
    const { propensity = 0, relaxed = [] } = places.get(row) ?? {}
    const autoplay = autoplayOf(input, asset)
    kept.push({ ...idsOf(snapshot, row), position: kept.length, ...score, propensity, relaxed, autoplay })
  }
  return { kept, rejected, total }
}

function emptyScreen(): OnScreen {
  return { assets: new Set(), titles: new Set() }
}

const TWICE = { reason: 'diversity', rule: 'an asset once', source: 'rules/slate.json' } as const

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
  const gates = refusalsOf(input, pair).map(({ reason, evidence }) => ({ reason, ...evidence() }))
  const capped = capReached(snapshot.hot, pair, counts, input.context.now) ? [CAP_REACHED] : []
  const all = [...gates, ...capped].sort((a, b) => GATE_REASONS.indexOf(a.reason) - GATE_REASONS.indexOf(b.reason))
  return { ...ids, first, all }
}
