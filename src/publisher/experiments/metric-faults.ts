import type { MetricMoments, Moments } from '../../experiment/analysis/moments/moments.ts'
import { METRIC_DEFINITIONS, METRIC_IDS } from '../../experiment/metrics/metric-definitions.ts'
import { faultIf, type RecordFault } from '../../experiment/record/record-fault.ts'

/** The metrics that results are to have. */
export interface MeantMetrics {
  /** What is to become better, and what is not to become worse; left out: whatever can be measured. */
  readonly metrics?: readonly string[]
  readonly guardrails?: readonly string[]
}

/**
 * What is wrong with the metrics of results: a verdict that rests on another metric than the experiment was to be
 * decided by, or on one that is turned round, is none.
 */
export function metricFaults({ metrics }: Moments, meant: MeantMetrics): readonly RecordFault[] {
  return [
    ...metrics.flatMap((metric, index) => nameFaults(metric, `moments.metrics[${index}]`, meant)),
    ...missingFaults(new Set(metrics.map(({ id }) => id)), meant),
  ]
}

/** Every goal has to be there, since fewer of them are more easily certain, and each guardrail that events tell. */
function missingFaults(sent: ReadonlySet<string>, { metrics, guardrails = [] }: MeantMetrics): readonly RecordFault[] {
  if (metrics === undefined) return faultIf(sent.size === 0, 'moments.metrics', 'there is none: nothing was measured')
  const guarded = guardrails.filter((id) => Object.hasOwn(METRIC_DEFINITIONS, id))
  const missing = [...metrics, ...guarded].filter((id) => !sent.has(id))
  return faultIf(
    missing.length > 0,
    'moments.metrics',
    `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing, by which the experiment is judged too: analyze it again with its record (what no event tells is in the decision log)`,
  )
}

function nameFaults(
  { id, kind, goal, guardrail }: MetricMoments,
  at: string,
  { metrics, guardrails }: MeantMetrics,
): readonly RecordFault[] {
  const known = metrics === undefined ? [...METRIC_IDS] : [...metrics, ...(guardrails ?? [])]
  if (!known.includes(id)) {
    return [{ field: `${at}.id`, reason: `"${id}" is not measured here: there are ${known.join(', ')}` }]
  }
  // What no event tells is a trouble that is counted: fewer is better.
  const said = METRIC_DEFINITIONS[id]
  const better = said?.goal ?? 'down'
  const isGuarded = guardrails?.includes(id) ?? guardrail
  return [
    ...faultIf(said !== undefined && kind !== said.kind, `${at}.kind`, `${id} is a ${said?.kind}, not a ${kind}`),
    ...faultIf(goal !== better, `${at}.goal`, `of ${id}, ${better} is better`),
    ...faultIf(
      guardrail !== isGuarded,
      `${at}.guardrail`,
      isGuarded ? `the experiment guards ${id}: true` : `the experiment is to improve ${id}: false`,
    ),
  ]
}
