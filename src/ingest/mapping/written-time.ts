/** A date as a feed writes it, taken apart; it exists in the Gregorian calendar. */
export interface WrittenTime {
  /** `YYYY-MM-DD`. */
  readonly day: string
  /** `HH:MM:SS`; null: a day alone. */
  readonly clock: string | null
  /** Minutes east of Greenwich; null: it names no zone. */
  readonly offsetMinutes: number | null
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/**
 * A day and a clock as a `WrittenTime`, or null if there are none such. `24:00` is 00:00 of the next day (ISO 8601).
 * Parts of a second are dropped.
 */
export function writtenTime(
  [year, month, dayOfMonth]: readonly [number, number, number],
  clock: readonly [number, number, number] | null,
  offsetMinutes: number | null,
): WrittenTime | null {
  const midnight = Date.UTC(year, month - 1, dayOfMonth)
  const day = dayText(midnight)
  if (day !== `${digits(year, 4)}-${digits(month, 2)}-${digits(dayOfMonth, 2)}`) return null
  if (clock === null) return { day, clock: null, offsetMinutes: null }
  const [hour, minute, second] = clock
  const isDayEnd = hour === 24 && minute === 0 && second === 0
  if ((hour > 23 && !isDayEnd) || minute > 59 || second > 59) return null
  if (offsetMinutes !== null && Math.abs(offsetMinutes) > 14 * 60) return null
  if (isDayEnd) return { day: dayText(midnight + DAY_MS), clock: '00:00:00', offsetMinutes }
  return { day, clock: clock.map((part) => digits(part, 2)).join(':'), offsetMinutes }
}

/** The instant of a written time that names its zone, as a local time of UTC: `YYYY-MM-DDTHH:MM:SS`. */
export function inUtc({ day, clock, offsetMinutes }: WrittenTime): string {
  return localOfInstant(Date.parse(`${day}T${clock ?? '00:00:00'}Z`) - (offsetMinutes ?? 0) * MINUTE_MS)
}

/** An instant, in milliseconds since 1970, as a local time of UTC; a millisecond within a second is dropped. */
export function localOfInstant(instant: number): string {
  return new Date(instant).toISOString().slice(0, 19)
}

/** The day after one: `YYYY-MM-DD`. */
export function nextDay(day: string): string {
  return dayText(Date.parse(`${day}T00:00:00Z`) + DAY_MS)
}

const dayText = (midnight: number): string =>
  Number.isNaN(midnight) ? '' : new Date(midnight).toISOString().slice(0, 10)

const digits = (value: number, count: number): string => String(value).padStart(count, '0')
