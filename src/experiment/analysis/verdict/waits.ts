import { isEnough, LEAST_UNITS } from './enough-units.ts'
import type { Findings } from './findings.ts'
import { intervalThatCounts } from './interval-that-counts.ts'
import type { Explained } from './reasons.ts'
import { isUncomparable, mayCarry } from './refusals.ts'

/** Why a verdict has to wait: what is uncertain, of each goal in each arm. What is set aside waits for nothing. */
export function waits({ metrics, options }: Findings): readonly Explained[] {
  const found = metrics.flatMap((metric, index) =>
    metric.guardrail || !metric.arms.some(mayCarry)
      ? []
      : metric.arms.flatMap((arm, place): readonly Explained[] => {
          const field = `metrics[${index}].arms[${place}]`
          if (isUncomparable(arm.state)) return []
          if (arm.n < LEAST_UNITS) {
            const sentence = `${metric.id}: ${arm.key} has ${arm.n} units; ${LEAST_UNITS} are needed`
            return [{ reason: 'too-few-units', field: `${field}.n`, sentence }]
          }
          const interval = intervalThatCounts(arm)
          if (interval === null || !isEnough(metric, arm)) return []
          if (interval.p > options.alpha) {
            const sentence = `${metric.id}: the sequential interval of ${arm.key} includes 0; wait for more units`
            return [{ reason: 'interval-includes-zero', field, sentence }]
          }
          const sentence = `${metric.id}: ${arm.key} alone would be certain, and is not among so many comparisons`
          return [{ reason: 'several-comparisons', field, sentence }]
        }),
  )
  if (metrics.some(({ guardrail }) => !guardrail)) return found
  return [{ reason: 'no-goal-metric', field: 'metrics', sentence: 'there is no metric to improve, guardrails alone' }]
}
