import { localMinute } from '../../decide/time/local-minute.ts'

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const DAY_MS = 86_400_000

/**
 * The times at which something holds, as text on a place's clock: `18:00–21:00`, `until 21:00` for what holds already,
 * `from 18:00 on` for what lasts to the end of the horizon. Equal hours of two days are listed once. A span that begins
 * now does not name the time, so that the text is the same a minute later.
 *
 * @param instants all instants that were checked, ascending
 * @param holds those at which it holds, each until the next instant checked
 */
export function hoursInWords(instants: readonly number[], holds: readonly number[], zone: string): string {
  const held = new Set(holds)
  const parts: string[] = []
  for (let index = 0; index < instants.length; index++) {
    const start = instants[index] ?? 0
    if (!held.has(start)) continue
    while (index + 1 < instants.length && held.has(instants[index + 1] ?? 0)) index++
    parts.push(rangeInWords(instants[0] ?? start, { start, end: instants[index + 1] ?? null }, zone))
  }
  return [...new Set(parts)].join(', ')
}

function rangeInWords(
  now: number,
  { start, end }: { readonly start: number; readonly end: number | null },
  zone: string,
): string {
  // The day is named only if the time alone would be ambiguous.
  const at = (instant: number, since: number): string =>
    instant - since < DAY_MS ? clock(instant, zone) : `${weekday(instant, zone)} ${clock(instant, zone)}`
  if (start === now) return end === null ? 'from now on' : `until ${at(end, now)}`
  if (end === null) return `from ${at(start, now)} on`
  if (end - start < DAY_MS) return `${clock(start, zone)}–${clock(end, zone)}`
  return `${weekday(start, zone)} ${clock(start, zone)}–${at(end, start)}`
}

function clock(instant: number, zone: string): string {
  const { minute } = localMinute(instant, zone)
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function weekday(instant: number, zone: string): string {
  return WEEKDAYS[localMinute(instant, zone).weekday] ?? ''
}
