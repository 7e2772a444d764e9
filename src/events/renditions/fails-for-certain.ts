/** How often something was tried, and how often of these it failed: counted one by one, never weighted. */
export interface StartEvidence {
  readonly failed: number
  readonly tried: number
}

/** Fewer tries say nothing. */
export const TRIED_LEAST = 200
/** A rendition of which no more than this share of starts fails is offered. */
export const FAILED_SHARE = 0.05
/** The chance that a rendition which fails no more often than that is judged to fail more often. */
const ERROR_CHANCE = 0.01

/**
 * Whether more than `FAILED_SHARE` of starts fail for certain: the exact one-sided lower confidence bound (99 %) of the
 * share lies above it. That bound is above it just when so many failures, or more, have a chance below 1 % at that very
 * share. Source: Clopper and Pearson, Biometrika 26 (1934). It errs to the safe side: Wilson's bound is below 1 % only on
 * average. Numbers that cannot be counts prove nothing.
 */
export function failsForCertain({ failed, tried }: StartEvidence): boolean {
  if (!Number.isSafeInteger(failed) || !Number.isSafeInteger(tried) || failed > tried) return false
  if (tried < TRIED_LEAST || failed <= tried * FAILED_SHARE) return false
  return chanceOfSoMany(failed, tried, FAILED_SHARE) < ERROR_CHANCE
}

/** The chance of `least` or more of `of`, each with a chance of `share`; `least` is above their mean. */
function chanceOfSoMany(least: number, of: number, share: number): number {
  const logOfFirst =
    logFactorial(of) -
    logFactorial(least) -
    logFactorial(of - least) +
    least * Math.log(share) +
    (of - least) * Math.log1p(-share)
  let term = Math.exp(logOfFirst)
  let sum = 0
  // Above the mean each term is smaller than the one before, so that what is left out is smaller still.
  for (let count = least; count <= of && term > sum * Number.EPSILON; count++) {
    sum += term
    term *= ((of - count) / (count + 1)) * (share / (1 - share))
  }
  return sum
}

/** ln(n!), by Stirling's series; below 16 by the product. Source: Abramowitz and Stegun, 6.1.41. */
function logFactorial(n: number): number {
  if (n < 16) {
    let product = 1
    for (let factor = 2; factor <= n; factor++) product *= factor
    return Math.log(product)
  }
  const series = 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5)
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series
}
