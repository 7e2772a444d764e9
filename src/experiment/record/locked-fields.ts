import { canonicalJson } from '../../model/canonical-json.ts'
import type { ExperimentRecord } from '../../model/experiments/experiment.ts'

/** What may change while an experiment runs: words, and when its coverage grows. */
const OPEN: readonly (keyof ExperimentRecord)[] = ['hypothesis', 'meta', 'ramp']

/**
 * The fields that differ and are locked while an experiment runs: what a unit gets, who takes part and what is measured
 * must be the same for everybody who is counted together.
 */
export function lockedFields(before: ExperimentRecord, after: ExperimentRecord): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof ExperimentRecord)[]
  return names.filter((name) => !OPEN.includes(name) && textOf(before[name]) !== textOf(after[name]))
}

function textOf(value: unknown): string {
  return value === undefined ? '' : canonicalJson({ value })
}
