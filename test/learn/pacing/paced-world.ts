import type { PacedGoal, PacingDecision } from '../../../src/learn/pacing/paced-goal.ts'
import type { PacingState } from '../../../src/learn/pacing/pacing-state.ts'
import { pace } from '../../../src/learn/pacing.ts'

/** 2026-12-01, a Tuesday. */
export const BEGIN = Date.UTC(2026, 11, 1)
export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000
export const STEP = 5 * MINUTE

/** One chance a second, forecast as it comes. */
export const evenSupply = (from: number, until: number) => Math.max(0, until - from) / 1000

/** A first step that is in order: a goal of a tenth of the chances of ten days. */
export const paced = (over: Partial<PacedGoal> = {}): PacedGoal => ({
  ...{ goal: 86_400, mode: 'even', startAt: BEGIN, endAt: BEGIN + 10 * DAY, now: BEGIN, onAir: true },
  ...{ counted: 0, asOf: BEGIN, supply: evenSupply, expectedYield: 1, state: undefined },
  ...over,
})

/** What is true of a world at an instant, beside what the controller is told. */
export interface PacedWorldOptions {
  readonly asked?: Partial<PacedGoal>
  /** Events that each forecast chance gives at share 1. */
  readonly yieldAt?: (now: number) => number
  /** What the step at this instant is asked instead; `skip`: the publisher is away. */
  readonly at?: (now: number) => (Partial<PacedGoal> & { readonly skip?: true }) | undefined
  /** What the counters say of what was delivered; left out: all of it, at once. */
  readonly counters?: (delivered: number, now: number) => Pick<PacedGoal, 'counted' | 'asOf'>
  readonly until?: number
}

/** What became of a campaign: exact events, without chance. */
export interface PacedRun {
  readonly delivered: number
  /** Delivered at the end of each step. */
  readonly course: readonly number[]
  readonly decisions: readonly PacingDecision[]
}

/** Runs a campaign in a world without chance. */
export function runPaced(options: PacedWorldOptions): PacedRun {
  const { asked = {}, yieldAt = () => 1, at = () => undefined, counters = allCounted, until } = options
  const first = paced(asked)
  const course: number[] = []
  const decisions: PacingDecision[] = []
  let [delivered, acting] = [0, undefined as PacingDecision | undefined]
  for (let now = first.startAt; now < (until ?? first.endAt ?? 0); now += STEP) {
    const { skip, ...changed } = at(now) ?? {}
    if (skip !== true) {
      const state: PacingState | undefined = acting?.next
      acting = pace({ ...first, now, ...counters(delivered, now), state, ...changed })
      decisions.push(acting)
    }
    const last = Math.min(now + STEP, acting?.endsAt ?? now)
    delivered += (acting?.share ?? 0) * evenSupply(now, last) * yieldAt(now)
    course.push(delivered)
  }
  return { delivered, course, decisions }
}

function allCounted(delivered: number, now: number): Pick<PacedGoal, 'counted' | 'asOf'> {
  return { counted: Math.floor(delivered), asOf: now }
}
