import { assetOf, campaignOf } from '../../model/columns/column-value.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { GateReason, SlateReason } from '../../model/nouns/reason.ts'
import type { SlateConstraint } from '../../model/policies/slate-policy.ts'
import type { Placement } from '../context/context.ts'
import { type DecidedPlacement, decidePlacement, type OnScreen, poolRequest } from '../decide-placement.ts'
import type { DecisionRequest } from '../decision-request.ts'
import { type Autoplay, autoplayOf } from '../eligibility/autoplay.ts'
import { runningCaps } from '../eligibility/count-caps.ts'
import { eligible } from '../eligibility/eligible.ts'
import { inGateOrder, PASSED, reasonOf } from '../eligibility/gate-order.ts'
import type { GateInput } from '../eligibility/gates/gate.ts'
import { refusalsOf } from '../eligibility/gates/gate-refusals.ts'
import { type CampaignPacing, campaignPacing } from '../eligibility/gates/pacing.ts'
import { capReached } from '../eligibility/gates/pair-gates.ts'
import { type OpenedSnapshot, onSurface } from '../opened/opened-snapshot.ts'
import { bucketOf } from '../pacing/coin.ts'
import { RequestPlans } from '../plan/request-plans.ts'
import type { Score, ScoreTerm } from '../score/score-terms.ts'
import type { Turned } from '../slate/compose-slate.ts'
import { type ExplainedCap, explainCap } from './explain-cap.ts'
import { type ChancesMade, type SlotChances, slotChances } from './explain-chances.ts'
import { explainScore } from './explain-scores.ts'

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
  /** Why it is not in the slate; null: it is. */
  readonly reason: Turned | null
  /**
   * Its chance at each place, whatever comes before, in the bucket of the request's seed; empty: it comes at none, or no
   * chances were asked for.
   */
  readonly chances: readonly number[]
  /** Its campaign's frequency cap; null: it has none. */
  readonly frequencyCap: ExplainedCap | null
  /** What pacing says of its campaign; null: it is not paced. */
  readonly pacing: CampaignPacing | null
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
  /** In points, where the slate turned it down; null: it was not ranked. */
  readonly score: number | null
  readonly all: readonly ExplainedReason[]
}

/** The whole waterfall for one placement: every candidate, kept or rejected, and why. */
export interface Explanation {
  readonly kept: readonly KeptCandidate[]
  readonly rejected: readonly RejectedCandidate[]
  /** How the chances were made; null: none were asked for. */
  readonly chances: ChancesMade | null
  readonly total: number
}

/** Places that chances are given of, at most: a page of a feed. */
const CHANCE_PLACES = 10

/**
 * Explains a placement with the gates, ranking and slate that serve it. Every eligible asset is kept, under the
 * campaign that it would play for; its other campaigns are rejected for `diversity`.
 *
 * @param screen what the placements before have put on the screen; what this one puts there is added
 * @param draws how many draws the chances at later slots are counted in; 0: no chances are given
 */
export function explain(
  head: OpenedSnapshot,
  request: DecisionRequest,
  placement: Placement,
  screen: OnScreen = emptyScreen(),
  draws = 0,
): Explanation {
  const opened = onSurface(head, request, placement.surface)
  const { snapshot } = opened
  const applied = opened.denies(request.denies, request.context)
  const planned = new RequestPlans(
    { opened, context: request.context, applied, pacing: opened.pacing.at(request.seed, request.context.now) },
    draws > 0,
  ).of(placement, opened)
  const { input } = planned
  const total = snapshot.hot.candidateAsset.length
  if (input === null) return { kept: [], rejected: [], chances: null, total }
  const counts = runningCaps(request.counts, placement.count + input.surface.backups, request.context.now)
  const { verdicts } = eligible(input, counts)
  const passed: number[] = []
  const refused: RejectedCandidate[] = []
  verdicts.forEach((verdict, candidate) => {
    if (verdict === PASSED) passed.push(candidate)
    else refused.push(explainRejected(input, counts, candidate, verdict))
  })
  const deciding = { opened, request, input, planned, counts, picksAlone: false }
  const count = Math.min(placement.count, input.surface.maxCount)
  const { firstPosition: position } = request
  const short = { ...placement, count: Math.min(count, CHANCE_PLACES) }
  const chances = draws === 0 ? null : slotChances(deciding, short, screen, { position, draws })
  const asked = poolRequest(deciding, placement, placement.titleId === null ? screen : emptyScreen())
  const scores = new Map(
    passed.map((row): [number, Score | null] => [row, asked && explainScore(snapshot, asked, row)]),
  )
  const coin = { bucket: request.seed === null ? null : bucketOf(request.seed), now: request.context.now }
  const decided = decidePlacement(deciding, { ...placement, count }, screen, position)
  const { kept, rejected } = explainEligible(input, { passed, scores, decided, chances, coin })
  const made = chances && { places: chances.places, draws, exactPlaces: chances.exactPlaces }
  return { kept, rejected: [...refused, ...rejected], chances: made, total }
}

/** Of the eligible, the slate as it would be, what it leaves, and under which campaign each asset would not play. */
function explainEligible(
  input: GateInput,
  from: {
    readonly passed: readonly number[]
    readonly scores: ReadonlyMap<number, Score | null>
    readonly decided: DecidedPlacement
    readonly chances: SlotChances | null
    readonly coin: { readonly bucket: number | null; readonly now: number }
  },
): Pick<Explanation, 'kept' | 'rejected'> {
  const { snapshot } = input
  const { scores, decided, chances } = from
  const slots = new Map(decided.picks.map((pick, slot) => [pick.row, { ...pick, slot }]))
  const turned = new Map(decided.turned.map(({ row, reason }) => [row, reason]))
  const behind = Number.MAX_SAFE_INTEGER
  const order = [...from.passed].sort(
    (a, b) =>
      (slots.get(a)?.slot ?? behind) - (slots.get(b)?.slot ?? behind) ||
      (scores.get(b)?.score ?? 0) - (scores.get(a)?.score ?? 0) ||
      a - b,
  )
  const kept: KeptCandidate[] = []
  const rejected: RejectedCandidate[] = []
  const assets = new Set<number>()
  for (const row of order) {
    const asset = assetOf(snapshot.hot, row)
    const score = scores.get(row)
    if (assets.has(asset) || !score) {
      const all = [{ ...TWICE, value: `score ${score?.score}` }]
      rejected.push({ ...idsOf(snapshot, row), first: 'diversity', score: score?.score ?? null, all })
      continue
    }
    assets.add(asset)
    const picked = slots.get(row)
    kept.push({
      ...idsOf(snapshot, row),
      position: kept.length,
      ...score,
      propensity: picked?.propensity ?? 0,
      reason: picked ? null : (turned.get(row) ?? 'outranked'),
      chances: chances?.of.get(row) ?? [],
      relaxed: picked?.relaxed ?? [],
      frequencyCap: explainCap(snapshot, row),
      pacing: campaignPacing(snapshot, campaignOf(snapshot.hot, row), from.coin),
      autoplay: autoplayOf(input, asset),
    })
  }
  return { kept, rejected }
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
    assetId: snapshot.text.asset(assetOf(snapshot.hot, candidate)).assetId,
    campaignId: snapshot.text.campaign(campaignOf(snapshot.hot, candidate)).campaignId,
  }
}

function explainRejected(
  input: GateInput,
  counts: DecisionRequest['counts'],
  candidate: number,
  verdict: number,
): RejectedCandidate {
  const { snapshot } = input
  const first = reasonOf(verdict) ?? 'territory'
  const ids = idsOf(snapshot, candidate)
  if (input.territory < 0) {
    const value = `${input.context.territory} is not in region ${snapshot.hot.region}`
    return {
      ...ids,
      first,
      score: null,
      all: [{ reason: 'territory', rule: 'region', source: 'rules/territories.json', value }],
    }
  }
  const asset = assetOf(snapshot.hot, candidate)
  const campaign = campaignOf(snapshot.hot, candidate)
  const pair = { asset, campaign }
  const gates = refusalsOf(input, pair).map(({ reason, evidence }) => ({ reason, ...evidence() }))
  const capped = capReached(snapshot.hot, pair, counts, input.context.now) ? [CAP_REACHED] : []
  const all = [...gates, ...capped].sort(inGateOrder)
  return { ...ids, first, score: null, all }
}
