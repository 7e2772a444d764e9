import { normOf, quantised, TASTE_DIMENSIONS, TASTE_NORM } from '../../../src/model/columns/taste-vector.ts'

/** What a viewer made of one asset that was shown to them. */
export interface Impression {
  /** The asset's taste vector, int8. */
  readonly vector: Int8Array
  /** Whether they deliberately started or watched it. */
  readonly rewarded: boolean
  /** How likely anybody was to: the asset's posterior rate on its surface, 0 to 1. */
  readonly expected: number
}

/** Imagined impressions without surprise along each dimension: a dimension seen less often says little. */
const RIDGE = 3
/** Impressions with which half of a taste's full weight is reached. */
const HALF_KNOWN = 10

/**
 * A profile's taste from a viewer's impressions, oldest first or not: ridge regression (Hoerl and Kennard, Technometrics
 * 12, 1970) of each surprise, reward less expectation, on the asset's vector. What everybody likes is no surprise and
 * teaches nothing, so taste and engagement add up without counting anything twice. Its direction is the solution's; its
 * norm grows from 0 to 127 with the number of impressions, so that a taste hardly known weighs little.
 *
 * Impressions whose expectation is no probability are left out. Without surprise: zero, neutral.
 */
export function profileTaste(impressions: readonly Impression[]): Int8Array {
  const usable = impressions.filter(({ expected }) => expected >= 0 && expected <= 1)
  const solution = solved(normalEquations(usable))
  const norm = normOf(solution)
  if (norm === 0) return new Int8Array(TASTE_DIMENSIONS)
  const known = usable.length / (usable.length + HALF_KNOWN)
  return quantised(solution.map((value) => (value * TASTE_NORM * known) / norm))
}

/** Rows of the system `(XᵀX + λI) w = Xᵀy`, its right side as the last column. */
function normalEquations(impressions: readonly Impression[]): readonly Float64Array[] {
  const rows = Array.from({ length: TASTE_DIMENSIONS }, (_, index) => {
    const row = new Float64Array(TASTE_DIMENSIONS + 1)
    row[index] = RIDGE
    return row
  })
  for (const { vector, rewarded, expected } of impressions) {
    const surprise = (rewarded ? 1 : 0) - expected
    for (const [index, row] of rows.entries()) {
      const own = (vector[index] ?? 0) / TASTE_NORM
      for (let other = 0; other < TASTE_DIMENSIONS; other++) {
        row[other] = (row[other] ?? 0) + (own * (vector[other] ?? 0)) / TASTE_NORM
      }
      row[TASTE_DIMENSIONS] = (row[TASTE_DIMENSIONS] ?? 0) + own * surprise
    }
  }
  return rows
}

/** Gauss and Jordan without pivoting: the ridge makes the system positive definite, so no pivot is below it. */
function solved(rows: readonly Float64Array[]): Float64Array {
  for (const [pivot, own] of rows.entries()) {
    const lead = own[pivot] ?? 1
    for (let column = pivot; column < own.length; column++) own[column] = (own[column] ?? 0) / lead
    for (const row of rows) {
      const factor = row === own ? 0 : (row[pivot] ?? 0)
      if (factor === 0) continue
      for (let column = pivot; column < row.length; column++) {
        row[column] = (row[column] ?? 0) - factor * (own[column] ?? 0)
      }
    }
  }
  return Float64Array.from(rows, (row) => row[TASTE_DIMENSIONS] ?? 0)
}
