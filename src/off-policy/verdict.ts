import type { WeightSummary } from './estimates/weight-summary.ts'

/** Why a log cannot carry a verdict on a policy, in the order in which they are told. */
export const REFUSAL_REASONS = [
  'effective-sample-size',
  'max-weight',
  'mean-weight',
  'support',
  'rejected-rows',
  'few-units',
] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/** Where a log ceases to carry a verdict. */
export const OFF_POLICY_BOUNDS = {
  leastEffectiveSampleSize: 200,
  /** One row may bring a hundredth of the estimate at most. */
  greatestWeightShare: 1 / 100,
  greatestErrorsOfMeanWeight: 4,
  leastSupport: 0.95,
  greatestRejectedShare: 0.01,
  leastUnits: 50,
} as const

/** What the verdict stands on. */
export interface VerdictGround {
  readonly weights: WeightSummary
  /** Rows in the estimates, in the log, and those of the log that were rejected. */
  readonly used: number
  readonly rows: number
  readonly rejected: number
  readonly units: number
}

/** What is off by less, as a share, is rounding. */
const ROUNDING = 1e-9

/** All reasons against a verdict; none: the log carries it. */
export function refusalReasons({ weights, used, rows, rejected, units }: VerdictGround): readonly RefusalReason[] {
  const bounds = OFF_POLICY_BOUNDS
  const off = Math.abs((weights.meanWeight ?? 1) - 1)
  const refuses: Readonly<Record<RefusalReason, boolean>> = {
    'effective-sample-size': weights.ess < bounds.leastEffectiveSampleSize * (1 - ROUNDING),
    'max-weight': weights.maxWeight > used * bounds.greatestWeightShare * (1 + ROUNDING),
    'mean-weight': off > bounds.greatestErrorsOfMeanWeight * (weights.meanWeightError ?? 0) + ROUNDING,
    support: (weights.support ?? 0) < bounds.leastSupport - ROUNDING,
    'rejected-rows': rejected > rows * bounds.greatestRejectedShare * (1 + ROUNDING),
    'few-units': units < bounds.leastUnits,
  }
  return REFUSAL_REASONS.filter((reason) => refuses[reason])
}
