export const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** An event that is consumed later than this after it occurred is late: it is kept in the sink, and not counted. */
export const LATE_MS = 48 * HOUR_MS

/** How far clocks may lie apart, and how long a writer may take between two of its requests. */
const SLACK_MS = HOUR_MS

/** Marks lapse this long after the last one of their cell. */
export const MARKS_MS = LATE_MS + DAY_MS + SLACK_MS

/** The day (UTC) of an instant. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** The days whose marks are all there: those on which an event that is not late can have occurred. */
export function heldDays(now: number): readonly string[] {
  const days: string[] = []
  for (let at = Date.parse(dayOf(now - LATE_MS)); at <= now + SLACK_MS; at += DAY_MS) days.push(dayOf(at))
  return days
}

/** Marks of before are trimmed: their day is no longer written by anybody, not even by the slowest. */
export function trimBefore(now: number): number {
  return Date.parse(dayOf(now - LATE_MS - SLACK_MS))
}
