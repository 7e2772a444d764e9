import chisquareCdf from '@stdlib/stats-base-dists-chisquare-cdf'

/** How far a split is from the shares that it was to have. */
export interface SplitTest {
  /** Pearson's chi-squared. */
  readonly squared: number
  readonly p: number
}

/**
 * Pearson's chi-squared of units against the shares that their arms were to get; both in the order of arms, and at least
 * one unit. Equals gbstats' `check_srm`.
 */
export function splitTest(units: readonly number[], weights: readonly number[]): SplitTest {
  const [all, total] = [units, weights].map((numbers) => numbers.reduce((sum, number) => sum + number, 0))
  const squared = weights.reduce((sum, weight, index) => {
    const expected = (weight / (total ?? 1)) * (all ?? 0)
    return sum + ((units[index] ?? 0) - expected) ** 2 / expected
  }, 0)
  return { squared, p: Math.max(0, 1 - chisquareCdf(squared, weights.length - 1)) }
}
