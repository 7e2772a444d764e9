/** A twentieth of what all others give is this share of all: what one network may give. */
export const LARGEST_SHARE = 1 / 21

/**
 * What is left of a number of viewers once no network counts for more than a twentieth of all others, and at least for
 * `least`: as `src/learn/sql/counted.sql` bounds them.
 *
 * @param total of all networks
 * @param large what the largest networks gave; those that are not named are within the bound
 * @param least what a network may always give: one viewer, or what one stands for
 */
export function boundedBySource(total: number, large: readonly number[], least: number): number {
  const sorted = [...large].sort((one, other) => other - one)
  let rest = total
  let above = 0
  for (const number of sorted) {
    // Were none above this one, it would be a 21st of all or less.
    if (number <= (rest + number * above) * LARGEST_SHARE) break
    rest -= number
    above += 1
  }
  const bound = Math.max(least, Math.floor(Math.max(0, rest) / (1 / LARGEST_SHARE - above)))
  return Math.max(0, rest) + sorted.slice(0, above).reduce((sum, number) => sum + Math.min(number, bound), 0)
}
