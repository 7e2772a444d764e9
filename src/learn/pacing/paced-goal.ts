import type { PacingHold } from '../../model/nouns/campaign-vocabulary.ts'
import type { PacingState } from './pacing-state.ts'
import type { ReadableSupply, SupplyBetween } from './readable-supply.ts'

/** How a goal is spread over a campaign's time. */
export type PacingMode = 'even' | 'frontload' | 'asap'

/** What one step of the controller is given. Times are milliseconds since 1970 UTC. */
export interface PacedGoal {
  /** Events wanted from the beginning to the end: impressions or starts, whichever `counted` counts. */
  readonly goal: number
  readonly mode: PacingMode
  /** When the campaign begins and ends, where it does so last and over all of its territories; null: open. */
  readonly startAt: number
  readonly endAt: number | null
  readonly now: number
  /** Whether it is on the air at all: false for one that is paused. Step it nevertheless, so that nothing is expected of it. */
  readonly onAir: boolean
  /** Events counted since the beginning, and when the newest event that is counted came in. */
  readonly counted: number
  readonly asOf: number
  /** Chances that the campaign may take: placements asked in its territories, surfaces and hours. */
  readonly supply: SupplyBetween
  /** Events a chance at share 1, by the campaign's forecast; left out: 1, from which it learns without overshooting. */
  readonly expectedYield?: number
  /** What the step before returned as `next`, through `readPacingState`; undefined: there was none. */
  readonly state: PacingState | undefined
}

/** Why a share is what it is: for explain, the report and the lab. */
export interface PacingReasons {
  /** Events delivered, expected since the counters' newest event, and left to be delivered of the goal and its slack. */
  readonly delivered: number
  readonly underway: number
  readonly left: number
  /** Events a chance, as measured. */
  readonly yield: number
  /** Chances by forecast until the goal is to be reached, and what they are forecast by. */
  readonly supplyAhead: number
  readonly basis: ReadableSupply['basis']
  /** Share of these chances that is wanted; above 1: more than there is. */
  readonly wanted: number
  readonly held: PacingHold
  /** With `unreadable`: the fields that were no numbers. */
  readonly unreadable: readonly string[]
}

/** What one step decides of a campaign. */
export interface PacingDecision {
  /** Whole 64ths, 0 to 1: the share of chances at which the gate is open. */
  readonly share: number
  /** From 1 to 8 it multiplies the weight; below 1 it only says how much of its chances the campaign needs. */
  readonly need: number
  /** When the share becomes 0 if no other follows, milliseconds since 1970 UTC. */
  readonly endsAt: number
  readonly why: PacingReasons
  /** To be kept once the share is published. */
  readonly next: PacingState | undefined
}
