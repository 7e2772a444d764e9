import { TASTE_DIMENSIONS, TASTE_NORM } from '../../../model/columns/taste-vector.ts'
import { TASTE_TERMS, type TasteTerm } from '../../../model/policies/taste-policy.ts'
import { SCORE_UNITS_PER_POINT } from './score-units.ts'

/** The request's part of the taste terms: one int16 vector for each named term. */
export type TermVectors = Readonly<Record<TasteTerm, Int16Array>>

/**
 * The vector of one term. Its dot product with an asset's vector reaches `points` when the asset's taste and `taste`
 * have full norm and the same direction, −`points` when they are opposite, and never more: elements are truncated
 * towards zero, and Cauchy–Schwarz bounds the product by the norms.
 *
 * @param taste int8, norm at most `TASTE_NORM`; a weaker one weighs less
 * @param points the most that the term may add, in points
 */
export function termVector(taste: Int8Array, points: number): Int16Array {
  const scale = (points * SCORE_UNITS_PER_POINT) / TASTE_NORM ** 2
  const vector = new Int16Array(TASTE_DIMENSIONS)
  // Storing in an Int16Array truncates towards zero.
  for (let index = 0; index < TASTE_DIMENSIONS; index++) vector[index] = (taste[index] ?? 0) * scale
  return vector
}

/**
 * The vector that the engine scores with: exactly the sum of the terms' vectors, so that a score can be split into
 * terms again.
 */
export function requestVector(terms: TermVectors): Int16Array {
  const sum = new Int16Array(TASTE_DIMENSIONS)
  for (const term of TASTE_TERMS) {
    for (let index = 0; index < TASTE_DIMENSIONS; index++) sum[index] = (sum[index] ?? 0) + (terms[term][index] ?? 0)
  }
  return sum
}

/** Whole units that a vector gives an asset; `column` holds all assets' vectors one after another. */
export function unitsFrom(column: Int8Array, asset: number, vector: Int16Array): number {
  let units = 0
  const first = asset * TASTE_DIMENSIONS
  for (let index = 0; index < TASTE_DIMENSIONS; index++) units += (column[first + index] ?? 0) * (vector[index] ?? 0)
  return units
}

/** Whole units that each term gives an asset; they add up to what the engine added. */
export function unitsByTerm(column: Int8Array, asset: number, terms: TermVectors): Record<TasteTerm, number> {
  return {
    taste: unitsFrom(column, asset, terms.taste),
    sessionTaste: unitsFrom(column, asset, terms.sessionTaste),
    context: unitsFrom(column, asset, terms.context),
  }
}
