import type { OpenTimes } from '../../../compile/open-times.ts'
import type { Campaign } from '../../../model/nouns/campaign.ts'
import { DAY_MS, dayOf } from '../../../schedule/reports/counters/held-days.ts'

/** Nobody books so far ahead: what lasts until then has no end. */
const FOREVER = Date.UTC(9999, 0)

/** From when until when a campaign is open anywhere, milliseconds since 1970 UTC. */
export interface Flight {
  readonly from: number
  /** Null: its end is open. */
  readonly until: number | null
}

/** From the first instant at which a campaign is open anywhere to the last; parts of the day do not count. Null: never. */
export function campaignFlight(open: OpenTimes, record: Campaign): Flight | null {
  const whole = { ...record, hours: [], surfaces: record.surfaces.slice(0, 1) }
  const cells = open.cellsOf(whole, { from: 0, until: FOREVER })
  if (cells.length === 0) return null
  const until = Math.max(...cells.map(({ times }) => times.at(-1)?.end ?? 0))
  return {
    from: Math.min(...cells.map(({ times }) => times[0]?.start ?? FOREVER)),
    until: until === FOREVER ? null : until,
  }
}

/** The days, `YYYY-MM-DD` in UTC, of a flight; `last` null: its end is open. */
export function flightDays({ from, until }: Flight): { readonly first: string; readonly last: string | null } {
  return { first: dayOf(from), last: until === null ? null : dayOf(until - 1) }
}

/** The first instant of the day after. */
export function nextDay(instant: number): number {
  return (Math.floor(instant / DAY_MS) + 1) * DAY_MS
}
