import type { ExperimentRecord } from '../../model/experiments/experiment.ts'
import { faultIf, type RecordFault } from './record-fault.ts'

/** What is wrong with what is measured: metrics that nobody knows, or that are named twice. */
export function measureFaults(
  { metrics, guardrails }: ExperimentRecord,
  known: ReadonlySet<string>,
): readonly RecordFault[] {
  const named = [
    ...metrics.map((id, index) => ({ id, field: `metrics.${index}` })),
    ...guardrails.map((id, index) => ({ id, field: `guardrails.${index}` })),
  ]
  return named.flatMap(({ id, field }, index) => [
    ...faultIf(!known.has(id), field, `no such metric "${id}": there are ${[...known].join(', ')}`),
    ...faultIf(
      named.findIndex((other) => other.id === id) !== index,
      field,
      `"${id}" twice: a metric is improved or guarded, and once`,
    ),
  ])
}

/** What is wrong with the steps of a ramp: times and coverages must both grow. */
export function rampFaults({ ramp }: Pick<ExperimentRecord, 'ramp'>): readonly RecordFault[] {
  return ramp.flatMap(({ at, coverage }, index) => {
    const before = ramp[index - 1]
    if (before === undefined) {
      return faultIf(coverage === 0, 'ramp.0.coverage', 'nobody: a step lets more units take part')
    }
    return [
      ...faultIf(Date.parse(at) <= Date.parse(before.at), `ramp.${index}.at`, 'not after the step before it'),
      ...faultIf(
        coverage <= before.coverage,
        `ramp.${index}.coverage`,
        `${coverage} after ${before.coverage}: a ramp only grows; to end it early, stop the experiment`,
      ),
    ]
  })
}
