import { EXCLUDED, type TopRows } from '../engine.ts'
import type { EngineBaseScores } from './base-scores.ts'
import { BestRows } from './best-rows.ts'
import { BLOCK_ROWS, lowestBit, WORD_ROWS } from './bitmap.ts'

/** A query that is checked and clamped, with all its look-ups done. */
export interface Scan {
  readonly bitmap: Uint32Array
  readonly base: EngineBaseScores
  readonly from: number
  readonly to: number
  readonly k: number
  /** No row's product with the vector is greater. */
  readonly greatestProduct: number
  /** No row's bonus is greater. */
  readonly greatestBonus: number
  readonly bonusOf: (row: number) => number
  readonly productOf: (row: number) => number
  readonly penaltyOf: (row: number) => number
}

/**
 * The best rows of a bitmap. A block, then a row, is skipped if even the best possible product and bonus would not lift
 * it above the worst of the best; penalties only lower a score, so they are looked up last.
 */
export function scan(query: Scan): TopRows {
  const best = new BestRows(query.k)
  const { maxima } = query.base
  const reach = query.greatestProduct + query.greatestBonus
  const end = Math.ceil(query.to / BLOCK_ROWS)
  for (let block = Math.floor(query.from / BLOCK_ROWS); block < end; block++) {
    if ((maxima[block] ?? 0) + reach <= best.threshold) continue
    const firstWord = block * (BLOCK_ROWS / WORD_ROWS)
    for (let word = firstWord; word < firstWord + BLOCK_ROWS / WORD_ROWS; word++) scanWord(query, word, best)
  }
  return best.ranked()
}

function scanWord(query: Scan, word: number, best: BestRows): void {
  const { points } = query.base
  const firstRow = word * WORD_ROWS
  for (let left = bitsInRange(query, word); left !== 0; left &= left - 1) {
    const row = firstRow + lowestBit(left)
    const certain = (points[row] ?? 0) + query.bonusOf(row)
    if (certain + query.greatestProduct <= best.threshold) continue
    const score = certain + query.productOf(row)
    if (score <= best.threshold) continue
    const penalty = query.penaltyOf(row)
    if (penalty !== EXCLUDED && score - penalty > best.threshold) best.add(score - penalty, row)
  }
}

/** A word's bits without the rows before `from` and from `to` on. */
function bitsInRange({ bitmap, from, to }: Scan, word: number): number {
  const firstRow = word * WORD_ROWS
  let bits = bitmap[word] ?? 0
  if (from > firstRow) bits = from - firstRow >= WORD_ROWS ? 0 : bits & (-1 << (from - firstRow))
  if (to < firstRow + WORD_ROWS) bits = to <= firstRow ? 0 : bits & ~(-1 << (to - firstRow))
  return bits
}
