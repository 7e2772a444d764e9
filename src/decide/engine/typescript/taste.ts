import { type EngineColumns, TASTE_DIMENSIONS } from '../engine.ts'

/** The product of a row's taste, of one column, with the vector. */
export function productWith(
  { rowAsset }: Pick<EngineColumns, 'rowAsset'>,
  taste: Int8Array,
  vector: Int16Array,
): (row: number) => number {
  return (row) => {
    const first = (rowAsset[row] ?? 0) * TASTE_DIMENSIONS
    let product = 0
    for (let dimension = 0; dimension < TASTE_DIMENSIONS; dimension++) {
      product += (taste[first + dimension] ?? 0) * (vector[dimension] ?? 0)
    }
    return product
  }
}

/** The square of the longest taste's length; 0 without assets. */
export function greatestTasteSquare(taste: Int8Array): number {
  let greatest = 0
  for (let first = 0; first < taste.length; first += TASTE_DIMENSIONS) {
    let square = 0
    for (let at = first; at < first + TASTE_DIMENSIONS; at++) square += Math.imul(taste[at] ?? 0, taste[at] ?? 0)
    greatest = Math.max(greatest, square)
  }
  return greatest
}
