import { assetOf, columnValue, titleOf } from '../model/columns/column-value.ts'
import type { Snapshot } from '../model/columns/snapshot.ts'
import type { NoDecisionReason } from '../model/nouns/reason.ts'
import type { SlateConstraint } from '../model/policies/slate-policy.ts'
import type { Placement } from './context/context.ts'
import { decidePlacement, type OnScreen } from './decide-placement.ts'
import type { DecisionRequest } from './decision-request.ts'
import type { Autoplay } from './eligibility/autoplay.ts'
import { type CapCounts, countCaps, runningCaps } from './eligibility/count-caps.ts'
import { eligible } from './eligibility/eligible.ts'
import { furthestVerdict, PASSED, reasonOf } from './eligibility/gate-order.ts'
import type { GateInput } from './eligibility/gates/gate.ts'
import { type OpenedSnapshot, onSurface } from './opened/opened-snapshot.ts'
import { type RequestPlan, RequestPlans } from './plan/request-plans.ts'
import { rowOfId } from './rows/hash-search.ts'
import type { SlatePick } from './slate/compose-slate.ts'
import { wholePoints } from './slate/slate-items.ts'

/** Upper bound of the backups that any surface asks for, per placement. */
const BACKUPS = 4

/** Why a placement has nothing to play, before its text is looked for. */
export type EmptyReason = Exclude<NoDecisionReason, 'unavailable'>

/** One chosen asset. */
export interface Pick {
  readonly candidate: number
  readonly position: number
  /** Score, in points. */
  readonly score: number
  /** The chance that it was chosen at this position, given the earlier ones: above 0, at most 1. */
  readonly propensity: number
  /**
   * True if `propensity` alone explains the pick. False for an asset that was asked for, and for every pick of a later
   * attempt, which depends on what the failed first decision drew.
   */
  readonly drawn: boolean
  /** Slate constraints that this pick breaks, because every alternative would have broken more. */
  readonly relaxed: readonly SlateConstraint[]
  /**
   * Its asset was chosen for its title by memory or by the viewer's own seed: off-policy estimates that do not know
   * these must leave it out.
   */
  readonly sticky: boolean
  /** It was drawn for a slot that is reserved for new assets. */
  readonly reserved: boolean
  readonly autoplay: Autoplay
}

/** The answer for one placement: a slate, or why there is none. */
export interface PlacementDecision {
  readonly placement: Placement
  readonly picks: readonly Pick[]
  readonly backups: readonly Pick[]
  readonly empty: EmptyReason | null
}

/**
 * The decision function: snapshot and request in, decisions out. No clock, no I/O, no unseeded chance. Placements are
 * decided in order and share one screen: no asset or title appears twice, except in placements that are pinned to a
 * title.
 */
export function decide(opened: OpenedSnapshot, request: DecisionRequest): readonly PlacementDecision[] {
  const { snapshot } = opened
  const applied = opened.denies(request.denies, request.context)
  const plans = new RequestPlans(
    { opened, context: request.context, applied, pacing: opened.pacing.at(request.seed, request.context.now) },
    request.placements.length > 1,
  )
  const screen: OnScreen = { assets: new Set(), titles: new Set() }
  const decisions: PlacementDecision[] = []
  let position = request.firstPosition
  const { now } = request.context
  let counts = runningCaps(request.counts, greatestLength(request), now)
  for (const placement of request.placements) {
    const arm = onSurface(opened, request, placement.surface)
    const planned = plans.of(placement, arm)
    const input = planned.input
    const slate =
      input === null
        ? []
        : decidePlacement(
            { opened: arm, request, input, planned, counts, picksAlone: true },
            placement,
            screen,
            position,
          ).picks
    const decision = dress(arm.snapshot, request, { planned, input, placement, slate, position, counts })
    position += slate.length
    counts = countCaps(
      snapshot,
      counts,
      slate.map(({ row }) => row),
      now,
    )
    decisions.push(decision)
  }
  return decisions
}

/** An upper bound of the picks in one answer, backups included. */
export function greatestLength({ placements }: DecisionRequest): number {
  return placements.reduce((sum, { count }) => sum + count + BACKUPS, 0)
}

function dress(
  snapshot: Snapshot,
  request: DecisionRequest,
  decided: {
    readonly planned: RequestPlan
    readonly input: GateInput | null
    readonly placement: Placement
    readonly slate: readonly SlatePick[]
    readonly position: number
    readonly counts: CapCounts
  },
): PlacementDecision {
  const { planned, input, placement, slate } = decided
  if (input === null) return { placement, picks: [], backups: [], empty: 'surface' }
  const { attempt } = request
  const picks = slate.map(({ row, score, propensity, drawn, relaxed, sticky, reserved }, index): Pick => {
    const autoplay = planned.plan.autoplayOf(input, assetOf(snapshot.hot, row))
    const position = decided.position + index
    return {
      candidate: row,
      position,
      score: wholePoints(snapshot, row, score),
      propensity,
      drawn: drawn && attempt === 0,
      relaxed,
      sticky,
      reserved,
      autoplay,
    }
  })
  return {
    placement,
    picks: picks.slice(0, placement.count),
    backups: picks.slice(placement.count),
    empty: picks.length > 0 ? null : whyEmpty(input, request, placement, decided.counts),
  }
}

/**
 * Why there is nothing to play: the reason of the candidate that came furthest (`gate-order.ts`), or the other reason
 * that left nothing. Computed only for an empty answer.
 */
function whyEmpty(input: GateInput, request: DecisionRequest, placement: Placement, counts: CapCounts): EmptyReason {
  const { hot } = input.snapshot
  const { verdicts } = eligible(input, counts)
  const title = placement.titleId === null ? null : rowOfId(hot.titles, placement.titleId)
  const foregone = new Set([...request.memory.watched, ...request.memory.unwanted])
  let furthest: number | null = null
  let [known, passed, given] = [0, 0, 0]
  for (let row = 0; row < verdicts.length; row++) {
    const asset = assetOf(hot, row)
    const about = titleOf(hot, asset)
    if (title !== null && about !== title) continue
    known++
    const verdict = verdicts[row] ?? 0
    furthest = furthestVerdict(furthest, verdict)
    if (verdict !== PASSED) continue
    if (request.served.has(columnValue(hot.assets.idHash, asset))) return 'end-of-feed'
    passed++
    if (foregone.has(hot.titles.idHash[about] ?? -1)) given++
  }
  if (known === 0) return title === null ? 'no-candidates' : 'unknown-title'
  if (passed === 0) return (furthest === null ? undefined : reasonOf(furthest)) ?? 'no-candidates'
  return given === passed ? 'fatigue' : 'diversity'
}
