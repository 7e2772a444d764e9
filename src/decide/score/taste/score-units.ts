/**
 * Scores are sums of whole numbers, so that every engine finds the same ones: 4,096 units are one point. A dot product
 * of an asset's int8 vector with a request's int16 vector is in units already, without a shift; an int32 holds
 * ±524,288 points, and the vector's elements (±4,095) allow its terms 126 points together.
 */
export const SCORE_UNITS_PER_POINT = 4096

/** Converts points to whole units. A value that is not finite counts as 0, so that nothing crashes. */
export function unitsOf(points: number): number {
  return Number.isFinite(points) ? Math.round(points * SCORE_UNITS_PER_POINT) : 0
}
