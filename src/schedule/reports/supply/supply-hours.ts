import { isRegionId, type RegionId } from '../../../model/nouns/region.ts'
import { keys } from '../../store/keys.ts'
import type { SpanSets } from '../claim-spans.ts'

/** An hour, in milliseconds. */
export const HOUR_MS = 3_600_000
/** A day, in milliseconds. */
export const DAY_MS = 24 * HOUR_MS

/** How long the reports of isolates are kept after their hour. */
export const RAW_KEPT_MS = 48 * HOUR_MS
/** Reports are taken for this long after their hour: one of an hour whose others lapse just now could not be added. */
export const TAKEN_MS = 47 * HOUR_MS
/** How long totals are kept after their day. */
export const TOTALS_KEPT_MS = 100 * DAY_MS

/** The sets of hours that are to be folded. */
export const SUPPLY_SPANS: SpanSets = { dirty: keys.supplyDirty, folding: keys.supplyFolding }

/** One hour of one region. */
export interface RegionHour {
  readonly region: RegionId
  /** When it begins, milliseconds since 1970 UTC. */
  readonly hour: number
}

/** `2026-11-29T13`, UTC. */
export function hourName(hour: number): string {
  return new Date(hour).toISOString().slice(0, 13)
}

/** `2026-11-29`, UTC. */
export function dayName(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10)
}

/** A member of the sets of hours that are to be folded: `dach 2026-11-29T13`. */
export function regionHourName({ region, hour }: RegionHour): string {
  return `${region} ${hourName(hour)}`
}

/** The hour of such a name; null for anything else. */
export function regionHourOf(name: string): RegionHour | null {
  const [region = '', hour = ''] = name.split(' ')
  const begins = Date.parse(`${hour}:00Z`)
  return isRegionId(region) && !Number.isNaN(begins) ? { region, hour: begins } : null
}
