import { type ArmComparison, type Effect, effectOf } from '../estimate/effect.ts'
import { confidenceSequence } from '../inference/confidence-sequence.ts'
import type { Lift, SequentialInterval } from '../inference/interval.ts'
import { welchLift } from '../inference/welch.ts'
import type { PrePeriod } from './pre-period.ts'

/**
 * The lift less what the time before explains. It counts only in state `ok`: `unbalanced` keeps its numbers for whoever
 * looks for the cause, and `no-variance` has none.
 */
export interface Cuped {
  /** How much of the time before is taken off. */
  readonly theta: number
  readonly lift: Lift | null
  readonly sequential: SequentialInterval | null
  /** The share of the lift's variance that is gone; below 0 where the covariate does harm. */
  readonly reduction: number | null
  readonly state: 'ok' | 'unbalanced' | 'no-variance'
}

/** What an interval is to hold with, and about how many units it is to be narrowest. */
export interface IntervalOptions {
  readonly alpha: number
  readonly tuning: number
}

/**
 * CUPED beside a plain effect (Deng et al., WSDM 2013), for means and ratios, as gbstats' regression adjusted statistics.
 * @param theta by `thetaOf`; 0: nothing varied before, so that nothing can be taken off
 */
export function cupedOf(
  comparison: ArmComparison,
  { theta, plain, prePeriod }: { readonly theta: number; readonly plain: Effect; readonly prePeriod: PrePeriod },
  { alpha, tuning }: IntervalOptions,
): Cuped {
  const effect = theta === 0 ? 'no-variance' : effectOf(comparison, theta)
  if (typeof effect === 'string') {
    return {
      theta: Number.isFinite(theta) ? theta : 0,
      lift: null,
      sequential: null,
      reduction: null,
      state: 'no-variance',
    }
  }
  const reduction = 1 - (effect.standardError / plain.standardError) ** 2
  return {
    theta,
    lift: welchLift(effect, alpha),
    sequential: confidenceSequence(effect, alpha, tuning),
    reduction: Number.isFinite(reduction) ? reduction : null,
    state: prePeriod.state === 'unbalanced' ? 'unbalanced' : 'ok',
  }
}
