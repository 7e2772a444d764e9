import { YIELD_SHRINK_CHANCES, YIELD_WINDOW_MS } from './bounds.ts'
import type { PacingStep } from './pacing-state.ts'

/** What the steps of a span gave a campaign, by forecast. */
export interface SpentChances {
  /** Σ share × supply. */
  readonly chances: number
  /** Mean factor on the weight, by chances; 1 where there were none. */
  readonly need: number
}

/**
 * The chances of the steps between two instants; a step that is only partly within counts by its part.
 *
 * @param steps in the order of time: most spans are the last few of them
 */
export function chancesBetween(steps: readonly PacingStep[], from: number, until: number): SpentChances {
  let [chances, needed] = [0, 0]
  for (let index = firstAfter(steps, from); index < steps.length; index += 1) {
    const step = steps[index]
    if (step === undefined || step.from >= until) break
    const within = Math.min(step.until, until) - Math.max(step.from, from)
    if (within <= 0 || step.share === 0) continue
    const part = (step.share * step.supply * within) / (step.until - step.from)
    chances += part
    needed += part * step.need
  }
  return { chances, need: chances > 0 ? needed / chances : 1 }
}

/** Index of the first step that acts after an instant. */
function firstAfter(steps: readonly PacingStep[], instant: number): number {
  let index = steps.length
  while (index > 0 && (steps[index - 1]?.until ?? instant) > instant) index -= 1
  return index
}

/** What was measured last: events a chance. */
export interface MeasuredYield {
  readonly yield: number
  /** What it was measured by. */
  readonly events: number
  readonly chances: number
  /** Mean factor on the weight while it was measured. */
  readonly need: number
  /** When the window in which it was measured begins. */
  readonly since: number
}

/**
 * Events a chance over the last 3 h before the watermark, shrunk by 60 chances towards what was known before. Between
 * the readings of two steps, so that counters which stop, or a publisher that does, only widen the window. Hours in which
 * a campaign does not play are no part of it: what is counted late in them belongs to the hours before.
 */
export function measuredYield(
  steps: readonly PacingStep[],
  now: { readonly delivered: number; readonly asOf: number },
  before: number,
): MeasuredYield {
  const first = windowBegin(steps, now.asOf)
  if (first === undefined) return { yield: before, events: 0, chances: 0, need: 1, since: now.asOf }
  const { chances, need } = chancesBetween(steps, first.asOf, now.asOf)
  const events = Math.max(0, now.delivered - first.delivered)
  const shrunk = (events + YIELD_SHRINK_CHANCES * before) / (chances + YIELD_SHRINK_CHANCES)
  return { yield: shrunk, events, chances, need, since: first.asOf }
}

/** The step whose reading begins the window that ends at a watermark: 3 h in which there was supply, else the oldest. */
function windowBegin(steps: readonly PacingStep[], asOf: number): PacingStep | undefined {
  let open = 0
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    const step = steps[index]
    if (step === undefined) break
    if (step.supply > 0) open += Math.max(0, Math.min(step.until, asOf) - step.from)
    if (open >= YIELD_WINDOW_MS) return step
  }
  return steps[0]
}
