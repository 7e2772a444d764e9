import chisquareCdf from '@stdlib/stats-base-dists-chisquare-cdf'

/** What a check of an experiment's health says; null: there was nothing to check. */
export interface SampleRatio {
  readonly p: number | null
  readonly state: 'ok' | 'mismatch' | 'no-units'
}

/** Units of an arm, and the share that it was to get. */
interface WeightedUnits {
  readonly weight: number
  readonly units: number
}

/**
 * Whether the arms have the shares that they were to get: Pearson's chi-squared. Equals gbstats' `check_srm`.
 * @param least below this p they have not: the split is broken, and so is what is measured
 */
export function sampleRatio(arms: readonly WeightedUnits[], least: number): SampleRatio {
  const units = arms.reduce((sum, arm) => sum + arm.units, 0)
  if (units === 0) return { p: null, state: 'no-units' }
  const weights = arms.reduce((sum, arm) => sum + arm.weight, 0)
  const squared = arms.reduce((sum, arm) => {
    const expected = (arm.weight / weights) * units
    return sum + (arm.units - expected) ** 2 / expected
  }, 0)
  const p = Math.max(0, 1 - chisquareCdf(squared, arms.length - 1))
  return { p, state: p < least ? 'mismatch' : 'ok' }
}
