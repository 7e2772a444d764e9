const DAY_MS = 86_400_000

/**
 * A local time of the demo week, as a record has it: a clock time some days after the day that it is in UTC.
 *
 * @param now milliseconds since 1970 UTC
 * @param clockTime `HH:MM`, on the clock of whichever place the record goes to
 */
export function localTime(now: number, daysAhead: number, clockTime: string): string {
  return `${new Date(now + daysAhead * DAY_MS).toISOString().slice(0, 10)}T${clockTime}:00`
}
