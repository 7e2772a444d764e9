import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { shortHash } from '../frame/output.ts'
import { oneOf, wholeNumber } from '../frame/values.ts'
import type { SteeredAnswer } from '../ops/ops-answers.ts'

const HOUR_MS = 3_600_000
/** As long as the ops API pins at most. */
const HOURS_MAX = 168

/** What every verb that steers a region takes. */
export const REGION_ARGUMENT = { type: 'positional', required: true, description: 'A region, like dach' } as const
export const REASON_FLAG = {
  type: 'string',
  required: true,
  description: 'Why; kept in the audit log',
  valueHint: 'text',
} as const
export const HOURS_FLAG = {
  type: 'string',
  description: 'How long it stays pinned (24; at most 168)',
  valueHint: '24',
} as const

export function regionNamed(typed: string): RegionId {
  return oneOf('REGION', typed, REGION_IDS)
}

/** `--hours` as the instant that a pin ends at; nothing when it was not given: then the ops API says 24 hours. */
export function endOfPin(typed: string | undefined, now: number): { readonly until?: string } {
  const hours = wholeNumber('--hours', typed, 1, HOURS_MAX)
  return hours === undefined ? {} : { until: new Date(now + hours * HOUR_MS).toISOString() }
}

/** What a region announces now, and did before. */
export function steeredLine({ region, snapshot, sequence, previous }: SteeredAnswer, done: string): string {
  const before = `before: ${shortHash(previous.snapshot)}, sequence ${previous.sequence}`
  return `${region}: ${done} ${shortHash(snapshot)} as sequence ${sequence} (${before})`
}

/** What holds a region where it is, and how to let it go. */
export function pinnedLines({ region, pinnedUntil }: SteeredAnswer): string[] {
  if (!pinnedUntil) return []
  return [
    `pinned until ${pinnedUntil}: no publish replaces it; takedowns hold all the same`,
    `ff unpin ${region} --reason "…" lets it follow its schedule again`,
  ]
}
