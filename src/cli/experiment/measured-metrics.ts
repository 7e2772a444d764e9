import type { AnalysedExperiment } from '../../experiment/metrics/analysed-experiment.ts'
import { METRIC_DEFINITIONS, METRIC_IDS, UNTOLD_METRICS } from '../../experiment/metrics/metric-definitions.ts'
import type { MeasuredMetric } from '../../experiment/metrics/moments-of-rows.ts'
import { suggestion } from '../frame/nearest.ts'
import { say } from '../frame/output.ts'
import { UsageError } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'

/**
 * The metrics of an experiment that events tell; says which of them they do not.
 * @throws UsageError for a metric that nobody knows
 */
export function measuredMetrics(shell: Shell, { metrics, guardrails }: AnalysedExperiment): readonly MeasuredMetric[] {
  const named = [
    ...metrics.map((id, index) => ({ id, guardrail: false, field: `metrics.${index}` })),
    ...guardrails.map((id, index) => ({ id, guardrail: true, field: `guardrails.${index}` })),
  ]
  return named.flatMap(({ id, guardrail, field }) => {
    const definition = Object.hasOwn(METRIC_DEFINITIONS, id) ? METRIC_DEFINITIONS[id] : undefined
    if (definition !== undefined) return [{ id, guardrail, definition }]
    const untold = Object.hasOwn(UNTOLD_METRICS, id) ? UNTOLD_METRICS[id] : undefined
    if (untold === undefined) throw new UsageError(`${field} is "${id}"`, suggestion(id, [...METRIC_IDS]))
    say(shell, `${id} is not in these moments: ${untold}`)
    return []
  })
}
