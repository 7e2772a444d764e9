/** Far more than sums that are added with care lose, and far less than any mistake. */
const LEAST = 1e-9
/** Each addition may lose half of this; of a square and of a sum that is squared, all that they lose can meet. */
const EACH_ADDITION = 2 * Number.EPSILON

/** How far sums over so many units may be off by rounding, as a share of themselves. */
export function roundingOfSums(units: number): number {
  return Math.max(LEAST, EACH_ADDITION * units)
}
