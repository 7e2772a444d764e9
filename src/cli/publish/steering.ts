import type { Steered } from '../../contracts/ops/answers/steering.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { shortHash } from '../frame/output.ts'
import { oneOf, wholeNumber } from '../frame/values.ts'
import { experimentLine } from './diff-picture.ts'

const HOUR_MS = 3_600_000
/** Longest pin that the ops API accepts, in hours. */
const HOURS_MAX = 168

/** The region argument of all verbs that steer a region. */
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

/** The end of a pin from `--hours`; nothing when it was not given: the ops API then takes 24 hours. */
export function endOfPin(typed: string | undefined, now: number): { readonly until?: string } {
  const hours = wholeNumber('--hours', typed, 1, HOURS_MAX)
  return hours === undefined ? {} : { until: new Date(now + hours * HOUR_MS).toISOString() }
}

/** What a region announces now, what it announced before, and what that does to experiments. */
export function steeredLines(
  { region, snapshot, sequence, previous, changedExperiments = [] }: Steered,
  done: string,
): string[] {
  const before = `before: ${shortHash(previous.snapshot)}, sequence ${previous.sequence}`
  return [
    `${region}: ${done} ${shortHash(snapshot)} as sequence ${sequence} (${before})`,
    ...changedExperiments.map((each) => `${region}: ${experimentLine(each)}`),
  ]
}

/** Until when a region is pinned, and how to unpin it. */
export function pinnedLines({ region, pinnedUntil }: Steered): string[] {
  if (!pinnedUntil) return []
  return [
    `pinned until ${pinnedUntil}: no publish replaces it; takedowns still work`,
    `ff unpin ${region} --reason "…" lets it follow its schedule again`,
  ]
}
