/** Length of every taste vector: an asset's, a viewer's, a session's, a genre's. */
export const TASTE_DIMENSIONS = 32

/**
 * Greatest Euclidean norm of a taste vector in int8. A strong taste has this norm, a weak one less, an unknown one
 * zero.
 */
export const TASTE_NORM = 127

/** Euclidean norm. Never throws; empty: 0. */
export function normOf(vector: ArrayLike<number>): number {
  let squares = 0
  for (let index = 0; index < vector.length; index++) squares += (vector[index] ?? 0) ** 2
  return Math.sqrt(squares)
}

/**
 * Quantises a real vector to int8 with norm at most `TASTE_NORM`, which every bound of a score relies on. A longer
 * vector is scaled down, not clipped by element, so that it keeps its direction. Without a finite norm the result is
 * zero, which is neutral.
 *
 * @param values in units of 1/127: norm 127 is the maximum
 */
export function quantised(values: ArrayLike<number>): Int8Array {
  const norm = normOf(values)
  if (!Number.isFinite(norm) || norm === 0) return new Int8Array(TASTE_DIMENSIONS)
  let scale = Math.min(1, TASTE_NORM / norm)
  for (;;) {
    const bytes = new Int8Array(TASTE_DIMENSIONS)
    for (let index = 0; index < TASTE_DIMENSIONS; index++) bytes[index] = Math.round((values[index] ?? 0) * scale)
    if (normOf(bytes) <= TASTE_NORM) return bytes
    // Rounding made it slightly too long; scaled down a little, it fits.
    scale *= 0.995
  }
}

/** As `quantised`, scaled to the full norm: a direction. Zero stays zero. */
export function direction(values: ArrayLike<number>): Int8Array {
  const norm = normOf(values)
  if (!Number.isFinite(norm) || norm === 0) return new Int8Array(TASTE_DIMENSIONS)
  const stretched = new Float64Array(values.length)
  for (let index = 0; index < values.length; index++) stretched[index] = ((values[index] ?? 0) * TASTE_NORM) / norm
  return quantised(stretched)
}
