import type { Interval } from '../compile/time/windows.ts'
import { localToInstant, offsetMs } from '../model/fields/zone-clock.ts'

const DAY_MS = 86_400_000

/** From when lanes are asked: a day on their clock, `2026-11-23`, or an instant in milliseconds since 1970 UTC. */
export type LaneStart = { readonly day: string } | { readonly instant: number }

/**
 * The time that a lane shows, in milliseconds since 1970 UTC. A day begins when the clock shows its midnight for the
 * first time, so that days tile: one on which the clock changes has 23 or 25 hours.
 *
 * @param zone the clock by which days are counted
 */
export function laneSpan(start: LaneStart, days: number, zone: string): Interval {
  if ('instant' in start) {
    const wall = start.instant + offsetMs(zone, start.instant)
    return { start: start.instant, end: onClock(wall + days * DAY_MS, zone) }
  }
  const midnight = Date.parse(`${start.day}T00:00:00Z`)
  return { start: onClock(midnight, zone), end: onClock(midnight + days * DAY_MS, zone) }
}

/** The day that a clock shows at an instant, `2026-11-23`. */
export function dayOnClock(instant: number, zone: string): string {
  return new Date(instant + offsetMs(zone, instant)).toISOString().slice(0, 10)
}

/** When a clock shows a time first; where it skips that time, when it jumps. @param wall as if the clock were UTC */
function onClock(wall: number, zone: string): number {
  return localToInstant(new Date(wall).toISOString().slice(0, -1), zone, 'end')
}
