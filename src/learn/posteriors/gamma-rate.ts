import type { LearnedRate } from '../../model/learned/learned-run.ts'

/** Standard normal quantile of 0.9: low and high hold the rate with 80 %. */
const QUANTILE = 1.2815515655446004

/** Counts, and what was known of the rate before them. */
export interface RateEvidence {
  readonly impressions: number
  readonly rewarded: number
  /** The rate expected before anything was counted, and how many impressions that is worth. */
  readonly expected: number
  readonly strength: number
}

/**
 * The posterior of a rate: mean and interval of 80 % of the gamma distribution that a gamma prior and Poisson counts
 * give (Gelman et al., Bayesian Data Analysis, 3rd ed., 2.6). Its quantiles by Wilson and Hilferty (PNAS 1931): to 1 %
 * from ten rewards on; below it the interval is slightly too wide, which is the safe side. Within 0 and 1 always.
 */
export function gammaRate({ impressions, rewarded, expected, strength }: RateEvidence): LearnedRate {
  const shape = rewarded + strength * expected
  const scale = 1 / (impressions + strength)
  const rate = share(shape * scale)
  const quantile = (score: number): number => {
    if (shape === 0) return 0
    const root = Math.max(0, 1 - 1 / (9 * shape) + score / (3 * Math.sqrt(shape)))
    return share(shape * root ** 3 * scale)
  }
  return {
    impressions,
    rewarded,
    rate,
    low: Math.min(rate, quantile(-QUANTILE)),
    high: Math.max(rate, quantile(QUANTILE)),
  }
}

function share(value: number): number {
  return Math.min(1, Math.max(0, value))
}
