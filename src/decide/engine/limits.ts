import { EXCLUDED, GREATEST_PENALTY, GREATEST_TASTE, TASTE_DIMENSIONS } from './engine.ts'

/** Clamps a value to −greatest … greatest. */
export function within(value: number, greatest: number): number {
  return Math.min(greatest, Math.max(-greatest, value))
}

/** Clamps a penalty's points: 0 to `GREATEST_PENALTY`, or `EXCLUDED`. */
export function penaltyPoints(points: number): number {
  if (points >= EXCLUDED) return EXCLUDED
  return Math.min(GREATEST_PENALTY, Math.max(0, Math.trunc(points) || 0))
}

/** Combines two penalties on one thing: their clamped sum, or `EXCLUDED` when one of them is. */
export function bothPenalties(one: number, other: number): number {
  return one === EXCLUDED || other === EXCLUDED ? EXCLUDED : Math.min(GREATEST_PENALTY, one + other)
}

/** Writes the vector to `target` at an index, each element clamped, and returns the square of its length. */
export function copyVector(vector: Int16Array, target: Int16Array, at: number): number {
  let square = 0
  for (let dimension = 0; dimension < TASTE_DIMENSIONS; dimension++) {
    const weight = within(vector[dimension] ?? 0, GREATEST_TASTE)
    target[at + dimension] = weight
    square += weight * weight
  }
  return square
}

/**
 * An integer bound that no product of the two vectors exceeds (Cauchy–Schwarz). The squares of the lengths are below
 * 2^30 and 2^20, so the rounding error of the root is far less than the 1 that is added.
 */
export function greatestProduct(vectorSquare: number, tasteSquare: number): number {
  return Math.ceil(Math.sqrt(vectorSquare * tasteSquare)) + 1
}
