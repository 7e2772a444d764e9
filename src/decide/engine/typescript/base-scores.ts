import { GREATEST_BASE } from '../engine.ts'
import { within } from '../limits.ts'
import { BLOCK_ROWS } from './bitmap.ts'

/** One slot's base scores, with the greatest of every block of rows. */
export interface BaseScores {
  readonly points: Int32Array
  /** By block: no row of it has more. What can not reach the worst of the best is passed over by it. */
  readonly maxima: Int32Array
}

/** A copy of the scores, each within its limit. */
export function baseScores(base: Int32Array): BaseScores {
  const points = new Int32Array(base.length)
  const maxima = new Int32Array(Math.ceil(base.length / BLOCK_ROWS)).fill(-GREATEST_BASE)
  for (let row = 0; row < points.length; row++) {
    const block = Math.floor(row / BLOCK_ROWS)
    const value = within(base[row] ?? 0, GREATEST_BASE)
    points[row] = value
    if (value > (maxima[block] ?? 0)) maxima[block] = value
  }
  return { points, maxima }
}
