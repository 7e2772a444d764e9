/** Below this, Stirling's series is too coarse: the argument is raised first. */
const LEAST_ARGUMENT = 8

/**
 * Natural logarithm of the gamma function of a positive number, by Stirling's series (Abramowitz and Stegun 6.1.41), to
 * some 1e-12. NaN for what is not positive.
 */
export function logGamma(argument: number): number {
  if (!(argument > 0)) return Number.NaN
  let [raised, product] = [argument, 1]
  while (raised < LEAST_ARGUMENT) {
    product *= raised
    raised++
  }
  const inverse = 1 / raised
  const square = inverse * inverse
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)))
  return (raised - 0.5) * Math.log(raised) - raised + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product)
}
