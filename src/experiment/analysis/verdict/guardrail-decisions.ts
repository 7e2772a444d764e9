import type { ArmAnalysis, MetricAnalysis } from '../analysis.ts'
import type { AnalysisOptions } from '../analysis-options.ts'
import { pooledEffect } from '../estimate/pooled-effect.ts'
import { confidenceSequence } from '../inference/confidence-sequence.ts'
import type { SequentialInterval } from '../inference/interval.ts'
import type { ArmMoments, Moments } from '../moments/moments.ts'
import { isNeverAllowed } from '../moments/never-allowed.ts'
import { isEnough } from './enough-units.ts'
import type { Findings } from './findings.ts'
import { intervalThatCounts } from './interval-that-counts.ts'
import type { Explained } from './reasons.ts'

/** Guardrails that are certainly harmed at this look. Each stands for itself, so that others do not blunt it. */
export function guardrailDecisions({ metrics: sums }: Moments, { metrics, options }: Findings): readonly Explained[] {
  return metrics.flatMap((metric, index) =>
    metric.arms.flatMap((arm, place): readonly Explained[] => {
      const [control, moments] = [sums[index]?.arms[0], sums[index]?.arms[place]]
      if (!metric.guardrail || control === undefined || moments === undefined) return []
      const field = `metrics[${index}].arms[${place}]`
      if (isNeverAllowed(metric)) {
        if (moments.m.sum <= 0) return []
        const sentence = `${arm.key} has ${metric.id}: there must be none`
        return [{ reason: 'never-exceeded', field, sentence, arm: arm.key }]
      }
      if (place === 0 || !isHarmed(metric, arm, { control, moments }, options)) return []
      const sentence = `${arm.key} does harm to the guardrail ${metric.id}: stop it, whatever the goals say`
      return [{ reason: 'guardrail-harmed', field, sentence, arm: arm.key }]
    }),
  )
}

interface TwoArms {
  readonly control: ArmMoments
  readonly moments: ArmMoments
}

function isHarmed(metric: MetricAnalysis, arm: ArmAnalysis, arms: TwoArms, options: AnalysisOptions): boolean {
  const interval = arm.state === 'ok' ? intervalThatCounts(arm) : pooledInterval(metric, arms, options)
  if (interval === null || !isEnough(metric, arm)) return false
  return metric.goal === 'up' ? interval.high < 0 : interval.low > 0
}

/** Where control has no error at all, the arm's still count. */
function pooledInterval(
  { kind }: MetricAnalysis,
  { control, moments }: TwoArms,
  { alpha, tuning }: AnalysisOptions,
): SequentialInterval | null {
  const effect = pooledEffect(kind, control, moments)
  return effect === null ? null : confidenceSequence(effect, alpha, tuning)
}
