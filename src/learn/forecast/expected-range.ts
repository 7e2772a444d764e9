/**
 * What may be expected of a number: in the middle, and the ends of an interval that it lies in four times out of five;
 * below the low end once in ten, above the high one as often.
 */
export interface ExpectedRange {
  readonly low: number
  readonly mid: number
  readonly high: number
}

/** How many standard deviations of a normal distribution lie on each side of 80 % of it. */
const EIGHTY_PERCENT = 1.2816

/**
 * The range of a number that is never below 0 and whose errors multiply: log-normal.
 *
 * @param mid what is expected, 0 or more
 * @param error its standard error as a share of it
 */
export function expectedRange(mid: number, error: number): ExpectedRange {
  const factor = Math.exp(EIGHTY_PERCENT * Math.sqrt(Math.log1p(error ** 2)))
  return { low: mid / factor, mid, high: mid * factor }
}
