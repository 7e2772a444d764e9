import { isRegionId, type RegionId } from '../../model/nouns/region.ts'
import type { SpanSets } from '../reports/claim-spans.ts'
import { keys } from '../store/keys.ts'

const DAY_MS = 86_400_000

/** Health is kept for every 5 minutes, in milliseconds. */
export const SPAN_MS = 5 * 60_000
/** For how many days totals are kept after theirs. */
export const HEALTH_DAYS = 8

/** The sets of spans that are to be folded. */
export const HEALTH_SPANS: SpanSets = { dirty: keys.healthDirty, folding: keys.healthFolding }

/** Five minutes of one region. */
export interface HealthSpan {
  readonly region: RegionId
  /** When they begin, milliseconds since 1970 UTC. */
  readonly from: number
}

/** The span that an instant lies in. */
export function spanOf(region: RegionId, at: number): HealthSpan {
  return { region, from: at - (at % SPAN_MS) }
}

/** `dach 2026-11-29T13:05`, in the sets of spans. */
export function spanName({ region, from }: HealthSpan): string {
  return `${region} ${minutesName(from)}`
}

/** The span of such a name; null for anything else. */
export function spanNamed(name: string): HealthSpan | null {
  const [region = '', minutes = ''] = name.split(' ')
  const from = Date.parse(`${minutes}Z`)
  return isRegionId(region) && !Number.isNaN(from) ? { region, from } : null
}

/** The hash with the reports of a span. */
export function reportsKey({ region, from }: HealthSpan): string {
  return keys.healthReports(region, minutesName(from))
}

/** The hash with the totals of the hour that a span lies in, by the span's `mm`. */
export function hourKey({ region, from }: HealthSpan): string {
  return keys.healthHour(region, new Date(from).toISOString().slice(0, 13))
}

/** The name of a span in the hash of its hour: `05`. */
export function spanWord(from: number): string {
  return new Date(from).toISOString().slice(14, 16)
}

/** When totals are no longer kept, milliseconds since 1970 UTC. */
export function totalsLapse({ from }: HealthSpan): number {
  return from - (from % DAY_MS) + (1 + HEALTH_DAYS) * DAY_MS
}

/** The first instant that totals are kept of: the beginning of a day, milliseconds since 1970 UTC. */
export function healthKeptFrom(now: number): number {
  return now - (now % DAY_MS) - HEALTH_DAYS * DAY_MS
}

function minutesName(from: number): string {
  return new Date(from).toISOString().slice(0, 16)
}
