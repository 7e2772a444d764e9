import type { LoggedMetric } from '../../experiment/decisions/moments-of-decisions.ts'
import type { AnalysedExperiment } from '../../experiment/metrics/analysed-experiment.ts'
import { DECISION_METRICS, METRIC_DEFINITIONS, METRIC_IDS } from '../../experiment/metrics/metric-definitions.ts'
import type { MeasuredMetric } from '../../experiment/metrics/moments-of-rows.ts'
import { suggestion } from '../frame/nearest.ts'
import { UsageError } from '../frame/refusal.ts'

/** The metrics of an experiment, by what tells them. */
export interface MeasuredMetrics {
  readonly ofEvents: readonly MeasuredMetric[]
  readonly ofDecisions: readonly LoggedMetric[]
}

/**
 * The metrics of an experiment, in their order.
 * @throws UsageError for a metric that nobody knows
 */
export function measuredMetrics({ metrics, guardrails }: AnalysedExperiment): MeasuredMetrics {
  const named = [
    ...metrics.map((id, index) => ({ id, guardrail: false, field: `metrics.${index}` })),
    ...guardrails.map((id, index) => ({ id, guardrail: true, field: `guardrails.${index}` })),
  ]
  const unknown = named.find(({ id }) => !METRIC_IDS.has(id))
  if (unknown !== undefined)
    throw new UsageError(`${unknown.field} is "${unknown.id}"`, suggestion(unknown.id, [...METRIC_IDS]))
  return { ofEvents: among(named, METRIC_DEFINITIONS), ofDecisions: among(named, DECISION_METRICS) }
}

function among<Definition>(
  named: readonly { readonly id: string; readonly guardrail: boolean }[],
  definitions: Readonly<Record<string, Definition>>,
): readonly { readonly id: string; readonly guardrail: boolean; readonly definition: Definition }[] {
  return named.flatMap(({ id, guardrail }) => {
    const definition = Object.hasOwn(definitions, id) ? definitions[id] : undefined
    return definition === undefined ? [] : [{ id, guardrail, definition }]
  })
}
