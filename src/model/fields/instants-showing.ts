import { localToInstant, offsetMs } from './zone-clock.ts'

/**
 * The instants at which a zone's clock shows a local time: none where the clock skips it, two where the hour comes twice.
 *
 * @param local `2026-12-04T20:00`, with or without seconds
 * @param timeZone an IANA zone that the runtime knows
 * @returns milliseconds since 1970 UTC, ascending
 * @throws RangeError where it does not know the zone
 */
export function instantsShowing(local: string, timeZone: string): readonly number[] {
  const wall = Date.parse(`${local}Z`)
  const both = (['end', 'start'] as const).map((edge) => localToInstant(local, timeZone, edge))
  return [...new Set(both)].filter((instant) => instant + offsetMs(timeZone, instant) === wall)
}
