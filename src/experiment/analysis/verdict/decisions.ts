import type { ArmAnalysis, MetricAnalysis } from '../analysis.ts'
import { benjaminiHochberg } from '../inference/benjamini-hochberg.ts'
import type { Moments } from '../moments/moments.ts'
import { isEnough } from './enough-units.ts'
import type { Findings } from './findings.ts'
import { guardrailDecisions } from './guardrail-decisions.ts'
import { intervalThatCounts } from './interval-that-counts.ts'
import type { Explained } from './reasons.ts'

/**
 * What is certain at this look. Among goals, the always-valid p of all arms are adjusted together, so that many metrics
 * do not find something by their number alone; a guardrail stands for itself, so that others do not blunt it.
 */
export function decisions(moments: Moments, findings: Findings): readonly Explained[] {
  const { metrics, options } = findings
  const arms = metrics.flatMap((metric, index) =>
    metric.arms.map((arm, place) => ({ metric, arm, field: `metrics[${index}].arms[${place}]` })),
  )
  const goals = arms.filter(({ metric, arm }) => !metric.guardrail && arm.state === 'ok')
  const adjusted = benjaminiHochberg(goals.map(({ arm }) => intervalThatCounts(arm)?.p ?? null))
  const moved = goals.flatMap(({ metric, arm, field }, index) => {
    const p = adjusted[index] ?? 1
    return p <= options.alpha && isEnough(metric, arm) ? movedGoal(metric, arm, field) : []
  })
  return [...moved, ...guardrailDecisions(moments, findings)]
}

function movedGoal(metric: MetricAnalysis, arm: ArmAnalysis, field: string): readonly Explained[] {
  const interval = intervalThatCounts(arm)
  if (interval === null) return []
  const isBetter = interval.low > 0 === (metric.goal === 'up')
  const which = isBetter ? 'better' : 'worse'
  const sentence = `${arm.key} is ${which} than control at ${metric.id}`
  return [{ reason: `goal-${which}`, field, sentence, arm: arm.key }]
}
