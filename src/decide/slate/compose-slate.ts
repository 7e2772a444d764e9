import type { SlateReason } from '../../model/nouns/reason.ts'
import type { SlateConstraint } from '../../model/policies/slate-policy.ts'
import type { Chance } from '../draw/chance.ts'
import { countCap } from './caps.ts'
import { constraintBits } from './constraints.ts'
import type { Reserve } from './contest.ts'
import { type Contest, FATE, lastOf, STANDING } from './contest.ts'
import { rulesOut } from './enter.ts'
import { openContest } from './open-contest.ts'
import { winnerOf } from './place.ts'
import { moveWindow } from './repeats.ts'
import type { SlateItem, Trace } from './slate-item.ts'
import type { SlatePlan, SlateScreen } from './slate-plan.ts'

/** One place of a slate, filled. */
export interface SlatePick {
  readonly row: number
  /** The item's own score, as it came. */
  readonly score: number
  /** What it counted at this place, sixteenths of a point: with its tier's lead, less what repeats and likeness took. */
  readonly placeScore: number
  /** The chance that it was picked here, given the earlier picks: above 0, and 1 where nothing was drawn. */
  readonly propensity: number
  /** False for what was asked for: nobody chose it. */
  readonly drawn: boolean
  /** What this pick breaks, since everything else would have broken more. */
  readonly relaxed: readonly SlateConstraint[]
  /** Its asset was chosen for its title by memory or the viewer's own seed: leave it out of off-policy evaluation. */
  readonly sticky: boolean
  /** It took a place kept for assets with few impressions: it was drawn among those alone. */
  readonly reserved: boolean
}

/** Why a slate does not have what was eligible; a cap may be reached by what the slate itself has. */
export type Turned = SlateReason | 'frequency-cap'

/** A slate, what of the pool is not in it and why, and what the next page has to remember. */
export interface ComposedSlate {
  readonly picks: readonly SlatePick[]
  readonly rejected: readonly { readonly row: number; readonly reason: Turned }[]
  /** `before` of the next page: as much as its windows look back on. */
  readonly trail: readonly Trace[]
}

/**
 * Composes a slate from its first place to its last; `rules/slate.json` says how each surface does. Never broken:
 * an asset once, no title that another placement shows (pinned ones are exempt), kids and mature apart, and frequency
 * caps, for which the page counts like what was seen before it. The other constraints hold as long as anything keeps to
 * them; where nothing does, the pick breaks as little as it can, by the relaxation order, and names it. Each place is drawn from the head of what is feasible then, so a
 * propensity is conditional on the earlier picks, and the chance of a page is the product of its picks'.
 *
 * Pure: the same pool, plan, screen, memory, chance and reserve give the same slate. No row is lost: each of the pool,
 * and of what the reserve gave, is picked or rejected, once, unless it is asked for the picks alone.
 *
 * @param pool eligible candidates, in any order; rows differ
 * @param screen what other placements have put on the screen
 * @param before the last items of earlier pages, oldest first, so that windows run on; 19 at most are read
 * @param chance one number is taken for each place where there is a choice
 * @param reserve what else is eligible; null: the pool is all that there is
 */
export function composeSlate(
  pool: readonly SlateItem[],
  plan: SlatePlan,
  screen: SlateScreen,
  before: readonly Trace[],
  chance: Chance,
  reserve: Reserve | null = null,
): ComposedSlate {
  const contest = openContest(pool, plan, screen, { before, reserve })
  const bits = constraintBits(plan.policy.relaxationOrder)
  const picks: SlatePick[] = []
  const places = placesOf(plan)
  while (picks.length < places) {
    const winner = winnerOf(contest, bits, chance)
    const item = contest.pool[winner?.index ?? -1]
    if (winner === null || item === undefined) break
    const { index, placeScore, propensity, relaxed, reserved } = winner
    const sticky = contest.stuck.has(item.title) && (!plan.pinned || picks.length === 0)
    picks.push({ row: item.row, score: item.score, placeScore, propensity, drawn: true, relaxed, sticky, reserved })
    if (plan.picksAlone && picks.length === places) contest.trail.push(item)
    else take(contest, index, item)
  }
  const rejected = plan.picksAlone ? [] : rejectedOf(contest)
  return { picks, rejected, trail: lastOf(contest.trail, plan.policy.window - 1) }
}

/** How many places there are before the surface ends. */
function placesOf({ policy, count, firstPosition }: SlatePlan): number {
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

/** Ruled out for good: the page has it already. Else what became of it, the best of which counts. */
function reasonOf(standing: number, fate: number): Turned {
  if (standing === STANDING.capped) return 'frequency-cap'
  if (standing === STANDING.barred || fate === FATE.diverse) return 'diversity'
  if (standing === STANDING.aside && fate === FATE.none) return 'diversity'
  return fate === FATE.excluded ? 'exclusion' : 'outranked'
}
