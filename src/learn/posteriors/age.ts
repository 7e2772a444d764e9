/** After so many days a result counts half. */
export const RESULT_HALF_LIFE_DAYS = 14

const DAY_MS = 86_400_000

/**
 * How much of a day's results counts on another day: 1 on the same day and before it, half after each half-life.
 * @param day as `2026-11-22`
 * @param today as `day`
 * @throws RangeError for what is no day
 */
export function shareOfDay(day: string, today: string): number {
  const days = (instantOf(today) - instantOf(day)) / DAY_MS
  return 0.5 ** (Math.max(0, days) / RESULT_HALF_LIFE_DAYS)
}

function instantOf(day: string): number {
  const instant = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(instant)) throw new RangeError(`a day such as 2026-11-22, not ${JSON.stringify(day)}`)
  return instant
}
