import { EXCLUDED, GREATEST_PENALTY, GREATEST_TASTE, TASTE_DIMENSIONS } from './engine.ts'

/** The value itself, or the nearest end of −greatest … greatest. */
export function within(value: number, greatest: number): number {
  return Math.min(greatest, Math.max(-greatest, value))
}

/** A penalty's points as they count: 0 to `GREATEST_PENALTY`, or `EXCLUDED`. */
export function penaltyPoints(points: number): number {
  if (points >= EXCLUDED) return EXCLUDED
  return Math.min(GREATEST_PENALTY, Math.max(0, Math.trunc(points) || 0))
}

/** Two penalties on one thing: their sum as far as it counts, and `EXCLUDED` when one of them is. */
export function bothPenalties(one: number, other: number): number {
  return one === EXCLUDED || other === EXCLUDED ? EXCLUDED : Math.min(GREATEST_PENALTY, one + other)
}

/** Writes the vector to a place in `target`, each element as it counts, and returns the square of its length. */
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
 * A whole number that no product of the two vectors exceeds, by the inequality of Cauchy and Schwarz. Squares
 * of lengths are below 2^30 and 2^20, so the root is off by far less than the 1 that is added.
 */
export function greatestProduct(vectorSquare: number, tasteSquare: number): number {
  return Math.ceil(Math.sqrt(vectorSquare * tasteSquare)) + 1
}
