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
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysIn(year, month)) return null
  const day = `${digits(year, 4)}-${digits(month, 2)}-${digits(dayOfMonth, 2)}`
  if (clock === null) return { day, clock: null, offsetMinutes: null }
  const [hour, minute, second] = clock
  const isDayEnd = hour === 24 && minute === 0 && second === 0
  if ((hour > 23 && !isDayEnd) || minute > 59 || second > 59) return null
  if (offsetMinutes !== null && Math.abs(offsetMinutes) > 14 * 60) return null
  if (isDayEnd) return { day: nextDay(day), clock: '00:00:00', offsetMinutes }
  return { day, clock: clock.map((part) => digits(part, 2)).join(':'), offsetMinutes }
}

/** The instant of a written time that names its zone, as a local time of UTC: `YYYY-MM-DDTHH:MM:SS`. */
export function inUtc({ day, clock, offsetMinutes }: WrittenTime): string {
  if (!offsetMinutes) return `${day}T${clock ?? '00:00:00'}`
  return localOfInstant(Date.parse(`${day}T${clock ?? '00:00:00'}Z`) - offsetMinutes * MINUTE_MS)
}

/** An instant, in milliseconds since 1970, as a local time of UTC; a millisecond within a second is dropped. */
export function localOfInstant(instant: number): string {
  return new Date(instant).toISOString().slice(0, 19)
}

/** The day after one: `YYYY-MM-DD`. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
}

const LONG_MONTHS = new Set([1, 3, 5, 7, 8, 10, 12])

function daysIn(year: number, month: number): number {
  if (LONG_MONTHS.has(month)) return 31
  if (month !== 2) return 30
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

const digits = (value: number, count: number): string => String(value).padStart(count, '0')
