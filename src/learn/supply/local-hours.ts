import { offsetMs } from '../../model/fields/zone-clock.ts'
import { SUPPLY_HOUR_MS } from './supply-history.ts'

const DAY_MS = 86_400_000
/** Hours of a week. */
export const WEEK_HOURS = 168

/**
 * How far clocks are ahead of UTC, in whole hours: who asks at eight in the evening does so in summer and winter. It is
 * asked once for a zone and day (UTC), so a change counts from the midnight before it.
 */
export class LocalHours {
  private readonly zones = new Map<string, Map<number, number>>()

  /** An instant as the clock shows it, in milliseconds, to be counted in weeks. */
  local(zone: string, instant: number): number {
    const day = Math.floor(instant / DAY_MS)
    const days = this.zones.get(zone) ?? new Map<number, number>()
    this.zones.set(zone, days)
    const known = days.get(day)
    const ahead = known ?? Math.floor(offsetMs(zone, day * DAY_MS) / SUPPLY_HOUR_MS) * SUPPLY_HOUR_MS
    if (known === undefined) days.set(day, ahead)
    return instant + ahead
  }

  /** The hour of the week, 0 to 167, that an hour has on a clock. */
  hourOfWeek(zone: string, hour: number): number {
    return Math.floor(this.local(zone, hour) / SUPPLY_HOUR_MS) % WEEK_HOURS
  }
}
