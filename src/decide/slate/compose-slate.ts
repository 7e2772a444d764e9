import type { SlateReason } from '../../model/nouns/reason.ts'
import type { SlateConstraint } from '../../model/policies/slate-policy.ts'
import type { Choose } from '../draw/choose.ts'
import { countCap } from './caps.ts'
import { constraintBits } from './constraints.ts'
import type { Reserve } from './contest.ts'
import { type Contest, FATE, lastOf, STANDING } from './contest.ts'
import { rulesOut } from './enter.ts'
import { openContest } from './open-contest.ts'
import { moveWindow } from './repeats.ts'
import type { SlateItem, Trace } from './slate-item.ts'
import type { SlatePlan, SlateScreen } from './slate-plan.ts'
import { winnerOf } from './slot.ts'

/** One filled slot of a slate. */
export interface SlatePick {
  readonly row: number
  /** The item's own score, unchanged. */
  readonly score: number
  /**
   * Its score at this slot, in sixteenths of a point: with its tier's lead, less what repeats and likeness to the page
   * took off.
   */
  readonly slotScore: number
  /** The chance that it was picked here, given the earlier picks: above 0, and 1 where nothing was drawn. */
  readonly propensity: number
  /** False for an asset that the request named, which was not drawn. */
  readonly drawn: boolean
  /** Constraints that this pick breaks, because every alternative would have broken more. */
  readonly relaxed: readonly SlateConstraint[]
  /** Its asset was chosen for its title by memory or the viewer's own seed: who evaluates off-policy without these leaves it out. */
  readonly sticky: boolean
  /** It took a slot reserved for assets with few impressions, and was drawn among those only. */
  readonly reserved: boolean
}

/** Why an eligible candidate is not in the slate. Picks of the slate itself can use up a frequency cap. */
export type Turned = SlateReason | 'frequency-cap'

/** A slate, the candidates of the pool that were rejected and why, and what the next page must remember. */
export interface ComposedSlate {
  readonly picks: readonly SlatePick[]
  readonly rejected: readonly { readonly row: number; readonly reason: Turned }[]
  /** The `before` argument for the next page: as many items as its windows look back on. */
  readonly trail: readonly Trace[]
}

/**
 * Composes a slate from its first slot to its last, by the surface's policy in `rules/slate.json`. Never broken: an
 * asset appears once; no title that another placement shows (pinned placements are exempt); kids and mature content are
 * never adjacent; frequency caps, where a pick on this page counts like one seen before. The other constraints hold as
 * long as any candidate keeps to them; if none does, the pick breaks as little as possible, by the relaxation order,
 * and names what it breaks. Each slot is drawn from the head of the candidates feasible there. So a propensity is
 * conditional on the earlier picks, and the probability of a page is the product of its picks' propensities.
 *
 * Pure: the same pool, plan, screen, memory, choices and reserve give the same slate. Every row of the pool, and every
 * row that the reserve gave, is picked or rejected exactly once, unless only the picks are asked for.
 *
 * @param pool eligible candidates, in any order; rows differ
 * @param screen what other placements have put on the screen
 * @param before the last items of earlier pages, oldest first, so that windows run on; at most 19 are read
 * @param choose called once for each slot that anything could take
 * @param reserve what else is eligible; null: the pool is complete
 */
export function composeSlate(
  pool: readonly SlateItem[],
  plan: SlatePlan,
  screen: SlateScreen,
  before: readonly Trace[],
  choose: Choose,
  reserve: Reserve | null = null,
): ComposedSlate {
  const contest = openContest(pool, plan, screen, { before, reserve })
  const bits = constraintBits(plan.policy.relaxationOrder)
  const picks: SlatePick[] = []
  const slots = slotsOf(plan)
  while (picks.length < slots) {
    const winner = winnerOf(contest, bits, choose)
    const item = contest.pool[winner?.index ?? -1]
    if (winner === null || item === undefined) break
    const { index, slotScore, propensity, relaxed, reserved } = winner
    const sticky = contest.stuck.has(item.title) && (!plan.pinned || picks.length === 0)
    picks.push({ row: item.row, score: item.score, slotScore, propensity, drawn: true, relaxed, sticky, reserved })
    if (plan.picksAlone && picks.length === slots) contest.trail.push(item)
    else take(contest, index, item)
  }
  const rejected = plan.picksAlone ? [] : rejectedOf(contest)
  return { picks, rejected, trail: lastOf(contest.trail, plan.policy.window - 1) }
}

/** Number of slots before the surface ends. */
function slotsOf({ policy, count, firstPosition }: SlatePlan): number {
  return policy.end === null ? count : Math.min(count, policy.end - firstPosition)
}

/** Puts an item on the page, and rules out its asset and, where titles play once, its title. */
function take(contest: Contest, picked: number, item: SlateItem): void {
  const { pool, plan, buffers, trail } = contest
  for (let index = 0; index < pool.length; index++) {
    const other = pool[index]
    if (other === undefined || buffers.standing[index] === STANDING.picked) continue
    if (rulesOut(plan, item, other)) buffers.standing[index] = STANDING.barred
  }
  buffers.standing[picked] = STANDING.picked
  trail.push(item)
  contest.picked.push(picked)
  moveWindow(contest)
  countCap(contest, picked)
}

function rejectedOf({ pool, buffers }: Contest): ComposedSlate['rejected'] {
  const rejected: { row: number; reason: Turned }[] = []
  for (let index = 0; index < pool.length; index++) {
    const item = pool[index]
    const standing = buffers.standing[index]
    if (item !== undefined && standing !== STANDING.picked) {
      rejected.push({ row: item.row, reason: reasonOf(standing ?? 0, buffers.fate[index] ?? 0) })
    }
  }
  return rejected
}

/**
 * The reason of a rejection. An item that the page ruled out is a duplicate (`diversity`); otherwise the strongest of
 * its fates counts.
 */
function reasonOf(standing: number, fate: number): Turned {
  if (standing === STANDING.capped) return 'frequency-cap'
  if (standing === STANDING.barred || fate === FATE.diverse) return 'diversity'
  if (standing === STANDING.aside && fate === FATE.none) return 'diversity'
  return fate === FATE.excluded ? 'exclusion' : 'outranked'
}
