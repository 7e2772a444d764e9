import tCdf from '@stdlib/stats-base-dists-t-cdf'
import tQuantile from '@stdlib/stats-base-dists-t-quantile'
import type { Effect } from '../estimate/effect.ts'
import type { Lift } from './interval.ts'

/**
 * Welch's interval: right with chance 1 − `alpha` when it is looked at once, at a time that was fixed before. Equals
 * gbstats' `TwoSidedTTest`.
 */
export function welchLift({ value, standardError, degrees }: Effect, alpha: number): Lift {
  const half = tQuantile(1 - alpha / 2, degrees) * standardError
  return { value, low: value - half, high: value + half, se: standardError }
}

/** The two-sided p of an effect: how often chance alone gives one as far from 0, when it is looked at once. */
export function welchP({ value, standardError, degrees }: Effect): number {
  return 2 * tCdf(-Math.abs(value / standardError), degrees)
}
