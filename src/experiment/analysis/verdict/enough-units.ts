import type { ArmAnalysis, MetricAnalysis } from '../analysis.ts'

/** Fewer units in an arm carry no verdict: an asymptotic interval, which holds for many, need not hold for them. */
export const LEAST_UNITS = 50

/** Whether an arm and its control have the units that a verdict needs. */
export function isEnough({ arms: [control] }: MetricAnalysis, arm: ArmAnalysis): boolean {
  return arm.n >= LEAST_UNITS && (control?.n ?? 0) >= LEAST_UNITS
}
