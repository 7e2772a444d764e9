import type { z } from 'zod'
import { type ExperimentRecord, experimentRecord } from '../../model/experiments/experiment.ts'
import type { RecordFault } from './record-fault.ts'

/** A record of the right shape, or the first thing that is wrong with its shape. */
export type ReadExperiment =
  | { readonly record: ExperimentRecord; readonly fault: null }
  | { readonly record: null; readonly fault: RecordFault }

const CONDITION: RecordFault = {
  field: 'condition',
  reason: 'conditions are not read: say whom it is for by targeting (territories, surfaces, devices, viewers)',
}

/** Reads a record: its shape, with defaults. Whether its values make sense together, `recordFaults` says. */
export function readRecord(value: unknown): ReadExperiment {
  const parsed = experimentRecord().safeParse(value)
  if (parsed.success) return { record: parsed.data, fault: null }
  const [issue] = parsed.error.issues
  const missing = parsed.error.issues.filter(isMissing).map((each) => each.path.join('.'))
  if (issue !== undefined && isMissing(issue)) return { record: null, fault: missingFields(missing) }
  const path = (issue?.path ?? []).join('.')
  if (path === 'condition') return { record: null, fault: CONDITION }
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : null
  const reason = unknown === null ? (issue?.message ?? 'not what was expected') : `unknown: leave out ${unknown}`
  const field =
    unknown === null ? path : [path, issue?.code === 'unrecognized_keys' ? issue.keys[0] : ''].filter(Boolean).join('.')
  return { record: null, fault: { field, reason } }
}

/** A field that is not there at all: the message of zod is the only sign of it. */
const isMissing = ({ code, message }: z.core.$ZodIssue): boolean =>
  code === 'invalid_type' && message.endsWith('received undefined')

function missingFields([field = '', ...others]: readonly string[]): RecordFault {
  const more = others.length === 0 ? '' : `, and so ${others.length === 1 ? 'is' : 'are'} ${others.join(', ')}`
  return { field, reason: `is missing${more}: src/experiment/README.md lists the fields` }
}
