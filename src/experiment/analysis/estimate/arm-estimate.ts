import type { MetricKind } from '../moments/moments.ts'
import { deltaVariance } from './delta-variance.ts'
import type { FourValues, UnitSpread } from './unit-spread.ts'

/** What a metric is in an arm, maybe less what the time before the exposure explains. */
export interface ArmEstimate {
  readonly n: number
  /** The metric, less `theta` times the same before the exposure. */
  readonly value: number
  /** The metric alone. */
  readonly plain: number
  /** How `value` changes with the means of `m`, `d`, `mPre` and `dPre`. */
  readonly gradient: FourValues
  readonly plainGradient: FourValues
  /** Of one unit: over n it is that of `value`. */
  readonly variance: number
}

/**
 * The estimate of an arm. Null: a denominator is 0, so there is no such number.
 * @param theta how much of the time before is taken off; 0: none
 */
export function armEstimate(kind: MetricKind, spread: UnitSpread, theta: number): ArmEstimate | null {
  const [m, d, mPre, dPre] = spread.means
  const isRatio = kind === 'ratio'
  if (isRatio && (d === 0 || (theta !== 0 && dPre === 0))) return null
  const plain = isRatio ? m / d : m
  const plainGradient: FourValues = isRatio ? [1 / d, -m / d ** 2, 0, 0] : [1, 0, 0, 0]
  const before = theta === 0 ? 0 : isRatio ? mPre / dPre : mPre
  const [slope, turn] = theta === 0 ? [0, 0] : isRatio ? [-theta / dPre, (theta * mPre) / dPre ** 2] : [-theta, 0]
  const gradient: FourValues = [plainGradient[0], plainGradient[1], slope, turn]
  const variance = deltaVariance(spread, gradient)
  return { n: spread.n, value: plain - theta * before, plain, gradient, plainGradient, variance }
}
