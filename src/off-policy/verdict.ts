import type { OffPolicyEstimates } from './estimates/row-estimates.ts'
import type { WeightSummary } from './estimates/weight-summary.ts'
import type { LogSource } from './log/logged-page.ts'

/** Why a log cannot carry a verdict on a policy, in the order in which they are told. */
export const REFUSAL_REASONS = [
  'effective-sample-size',
  'max-weight',
  'mean-weight',
  'support',
  'rejected-rows',
  'few-units',
  'rewards-alike',
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
  /**
   * With fewer, an interval says less than it seems to: of rewards that are rare it would miss the true rate in up to nine logs of
   * ten, and with ten in one of fourteen at worst (Poisson counts of every rate, normal intervals).
   */
  leastDifferingUnits: 10,
} as const

/** What the verdict stands on. */
export interface VerdictGround {
  readonly weights: WeightSummary
  readonly estimates: OffPolicyEstimates
  /** Rows in the estimates. */
  readonly used: number
  /** What was read, each with what of it was rejected. */
  readonly sources: readonly LogSource[]
  readonly units: number
  /** Units that tell rewards apart: `differingUnits`. */
  readonly differing: number
}

/** What is off by less, as a share, is rounding. */
const ROUNDING = 1e-9

/** All reasons against a verdict; none: the log carries it. */
export function refusalReasons({
  weights,
  estimates,
  used,
  sources,
  units,
  differing,
}: VerdictGround): readonly RefusalReason[] {
  const bounds = OFF_POLICY_BOUNDS
  const off = Math.abs((weights.meanWeight ?? 1) - 1)
  const refuses: Readonly<Record<RefusalReason, boolean>> = {
    'effective-sample-size': weights.ess < bounds.leastEffectiveSampleSize * (1 - ROUNDING),
    'max-weight': weights.maxWeight > used * bounds.greatestWeightShare * (1 + ROUNDING),
    'mean-weight': off > bounds.greatestErrorsOfMeanWeight * (weights.meanWeightError ?? 0) + ROUNDING,
    support: (weights.support ?? 0) < bounds.leastSupport - ROUNDING,
    'rejected-rows': sources.some(isSpoilt),
    'few-units': units < bounds.leastUnits,
    'rewards-alike': used > 0 && (differing < bounds.leastDifferingUnits * (1 - ROUNDING) || isWithoutWidth(estimates)),
  }
  return REFUSAL_REASONS.filter((reason) => refuses[reason])
}

/** More of it is rejected than may be. */
export function isSpoilt({ read, rejected }: LogSource): boolean {
  return rejected > read * OFF_POLICY_BOUNDS.greatestRejectedShare * (1 + ROUNDING)
}

/** Nothing in the log moves one of the estimates: its interval is none. */
function isWithoutWidth(estimates: OffPolicyEstimates): boolean {
  return Object.values(estimates).some(
    ({ value, low, high }) => low !== null && high !== null && high - low <= ROUNDING * Math.abs(value ?? 0),
  )
}
