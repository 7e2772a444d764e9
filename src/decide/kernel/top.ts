import { keyOf, rise, sink, unpack, worstScore } from './best-rows'
import { bestBonus, bonusOf } from './bonus'
import { graded, isGraded } from './grades'
import { EXCLUDED, lossOf } from './penalties'
import { productLanes, sumOfLanes } from './product'

let rowAsset: usize = 0
let assetTaste: usize = 0
let vector: usize = 0

/** Sets the addresses of the assets of rows, of the tastes of assets, and of the vector of each query. */
export function bindTaste(ofRow: usize, ofAsset: usize, weights: usize): void {
  rowAsset = ofRow
  assetTaste = ofAsset
  vector = weights
}

/**
 * Finds the best rows of a plane, writes them to the room for the answer, best first, and returns how many there are. A
 * block of 64 rows, or a single row, is skipped when no product and bonus can raise it above the worst of the best
 * rows. It follows `scan.ts` of the TypeScript engine step by step, and gives exactly the same rows.
 */
export function top(plane: usize, base: usize, maxima: usize, from: u32, to: u32, greatestProduct: i32, k: u32): u32 {
  const first = v128.load(vector)
  const second = v128.load(vector, 16)
  const third = v128.load(vector, 32)
  const fourth = v128.load(vector, 48)
  const reach = greatestProduct + bestBonus()
  // In a local variable: most queries have none, and ask at each row.
  const hasGrades = isGraded()
  // Below every score, so that every row is better while there is room.
  let threshold = i32.MIN_VALUE
  let held: u32 = 0
  for (let block = from >> 6, end = (to + 63) >> 6; block < end; block++) {
    if (load<i32>(maxima + (block << 2)) + reach <= threshold) continue
    for (let left = bitsInRange(plane, block, from, to); left !== 0; left &= left - 1) {
      const row = (block << 6) + u32(ctz(left))
      let score = load<i32>(base + (row << 2))
      if (hasGrades) score = graded(score, row)
      score += bonusOf(row)
      if (score + greatestProduct <= threshold) continue
      const taste = assetTaste + (load<u32>(rowAsset + (row << 2)) << 5)
      score += sumOfLanes(productLanes(taste, first, second, third, fourth))
      if (score <= threshold) continue
      const loss = lossOf(row)
      if (loss === EXCLUDED || score - loss <= threshold) continue
      if (held < k) rise(held++, keyOf(score - loss, row))
      else sink(held, keyOf(score - loss, row))
      if (held === k) threshold = worstScore()
    }
  }
  unpack(held)
  return held
}

/** A block's bits without the rows before `from` and from `to` on. */
function bitsInRange(plane: usize, block: u32, from: u32, to: u32): u64 {
  let bits = load<u64>(plane + (block << 3))
  const firstRow = block << 6
  if (from > firstRow) bits &= u64.MAX_VALUE << (from - firstRow)
  if (to - firstRow < 64) bits &= ~(u64.MAX_VALUE << (to - firstRow))
  return bits
}
