import type { Daypart } from '../../model/taste-policy.ts'
import { type LocalMinute, localMinute } from '../local-minute.ts'

/**
 * The part of the viewer's day; null when there is none, or when the place's zones do not agree on it.
 *
 * @param now milliseconds since 1970 UTC
 * @param timeZones IANA zones that the place may be in
 */
export function daypartAt(dayparts: readonly Daypart[], now: number, timeZones: readonly string[]): Daypart | null {
  const parts = new Set(timeZones.map((zone) => partOf(dayparts, localMinute(now, zone))))
  const [part] = parts
  return parts.size === 1 ? (part ?? null) : null
}

function partOf(dayparts: readonly Daypart[], { weekday, minute }: LocalMinute): Daypart | null {
  return dayparts.find((part) => isIn(part, weekday, minute)) ?? null
}

/** A part that crosses midnight belongs to the day that it began on. */
function isIn({ from, to, days }: Daypart, weekday: number, minute: number): boolean {
  const on = (day: number): boolean => ((days >>> ((day + 7) % 7)) & 1) === 1
  if (from < to) return minute >= from && minute < to && on(weekday)
  return (minute >= from && on(weekday)) || (minute < to && on(weekday - 1))
}
