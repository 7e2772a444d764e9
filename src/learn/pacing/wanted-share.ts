import { DONE_BEFORE_END, PACING_STEP_MS } from './bounds.ts'
import { frontloadFactor } from './frontload.ts'
import type { PacedGoal } from './paced-goal.ts'
import type { SupplyBetween } from './readable-supply.ts'

/** A campaign without an end has nothing to be spread over: its supply is asked so far ahead. */
const OPEN_END_MS = 28 * 86_400_000

/** Until when supply counts: the campaign's end, or four weeks where it has none. */
export function horizonOf({ now, endAt }: Pick<PacedGoal, 'now' | 'endAt'>): number {
  return endAt ?? now + OPEN_END_MS
}

/** The share that would reach the goal, and the chances that it is a share of. */
export interface WantedShare {
  /** Above 1: more than there is. */
  readonly wanted: number
  readonly supplyAhead: number
}

/**
 * What is left ÷ what comes at share 1 until 2 % of the campaign's length before its end. After that: of the next
 * minutes, so that what is late is made up at once.
 */
export function wantedShare(
  asked: Pick<PacedGoal, 'now' | 'startAt' | 'endAt' | 'mode' | 'goal'>,
  supply: SupplyBetween,
  { left, yield: each, delivered }: { left: number; yield: number; delivered: number },
): WantedShare {
  const end = horizonOf(asked)
  const early = end - DONE_BEFORE_END * Math.max(0, end - asked.startAt)
  const aim = Math.min(end, Math.max(early, asked.now + 2 * PACING_STEP_MS))
  const supplyAhead = supply(asked.now, aim)
  const factor = asked.mode === 'frontload' ? frontloadFactor(delivered / asked.goal) : 1
  const wanted = left <= 0 ? 0 : (factor * left) / (each * supplyAhead)
  return { wanted: Number.isFinite(wanted) ? wanted : Number.MAX_VALUE, supplyAhead }
}
