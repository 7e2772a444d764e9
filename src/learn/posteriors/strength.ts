import { logGamma } from './log-gamma.ts'

/** What was counted of one of many that share a prior, and the rate that the prior expects of it. */
export interface RateCounts {
  readonly impressions: number
  readonly rewarded: number
  /** Rewarded per impression. */
  readonly expected: number
}

/** Between these the strength of a prior is sought: a few impressions, and so many that nothing differs from its parent. */
const LEAST_STRENGTH = 2
const GREATEST_STRENGTH = 100_000
const STEPS = 40
const GOLDEN = (Math.sqrt(5) - 1) / 2

/**
 * How many impressions the prior of a group is worth: where the counts are likeliest if each rate is drawn from a gamma
 * distribution around the expected one, and rewards are Poisson around that (the negative binomial's marginal
 * likelihood; Gelman et al., Bayesian Data Analysis, 3rd ed., 2.6 and 5.1). Golden-section search over its logarithm.
 * Nothing counted: the greatest strength, so that all keep to what is expected.
 */
export function fittedStrength(counts: readonly RateCounts[]): number {
  const seen = counts.filter(({ impressions, expected }) => impressions > 0 && expected > 0)
  if (seen.length === 0) return GREATEST_STRENGTH
  let [low, high] = [Math.log(LEAST_STRENGTH), Math.log(GREATEST_STRENGTH)]
  const likelihood = (logStrength: number): number => logLikelihood(seen, Math.exp(logStrength))
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)]
  let [ofLeft, ofRight] = [likelihood(left), likelihood(right)]
  for (let step = 0; step < STEPS; step++) {
    if (ofLeft > ofRight) {
      high = right
      ;[right, ofRight] = [left, ofLeft]
      left = high - GOLDEN * (high - low)
      ofLeft = likelihood(left)
    } else {
      low = left
      ;[left, ofLeft] = [right, ofRight]
      right = low + GOLDEN * (high - low)
      ofRight = likelihood(right)
    }
  }
  return Math.exp((low + high) / 2)
}

/** How likely the counts are, as a logarithm and up to what depends on them alone. */
export function logLikelihood(counts: readonly RateCounts[], strength: number): number {
  let sum = 0
  for (const { impressions, rewarded, expected } of counts) {
    const shape = strength * expected
    sum += logGamma(shape + rewarded) - logGamma(shape)
    sum += shape * Math.log(strength) - (shape + rewarded) * Math.log(strength + impressions)
  }
  return sum
}
