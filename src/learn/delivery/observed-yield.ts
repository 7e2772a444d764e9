import type { ExpectedRange } from '../forecast/expected-range.ts'

/** Four cases of five lie within so many standard deviations. */
const FOUR_OF_FIVE = 1.2816
/** However alike the days were, and however different: the least and the greatest half width, as parts of the estimate. */
const LEAST = 0.03
const MOST = 0.9
/** The half width that one day tells of: nobody knows then how much days differ. */
const ONE_DAY = 0.5

/** What a day brought, and how many placements could have. */
export interface YieldDay {
  readonly delivered: number
  readonly placements: number
}

/**
 * What a placement brings, by the days that were: all that was delivered over all that could be, with bounds from how
 * much the days differ. They hold for the mean of as many days as are still to come.
 *
 * @param daysAhead how many days are still to come, at least 1
 * @returns null: no placement has been
 */
export function observedYield(days: readonly YieldDay[], daysAhead: number): ExpectedRange | null {
  const known = days.filter(({ placements }) => placements > 0)
  const placements = known.reduce((sum, day) => sum + day.placements, 0)
  if (placements === 0) return null
  const mid = known.reduce((sum, day) => sum + day.delivered, 0) / placements
  const width = halfWidth(known, mid, placements, Math.max(1, daysAhead))
  return { low: mid * (1 - width), mid, high: mid * (1 + width) }
}

/** As a part of the estimate. */
function halfWidth(days: readonly YieldDay[], mid: number, placements: number, daysAhead: number): number {
  if (days.length < 2 || mid === 0) return ONE_DAY
  const squares = days.reduce((sum, day) => {
    return sum + (day.placements / placements) * (day.delivered / day.placements / mid - 1) ** 2
  }, 0)
  const spread = Math.sqrt((squares * days.length) / (days.length - 1))
  return Math.min(MOST, Math.max(LEAST, FOUR_OF_FIVE * spread * Math.sqrt(1 / days.length + 1 / daysAhead)))
}
