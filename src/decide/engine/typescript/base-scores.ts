import { type BaseParts, type EngineColumns, GREATEST_BASE } from '../engine.ts'
import { within } from '../limits.ts'
import { BLOCK_ROWS } from './bitmap.ts'

/** One slot's base scores, with the greatest of every block of rows. */
export interface EngineBaseScores {
  readonly points: Int32Array
  /** The greatest score of each block. Blocks that cannot reach the worst of the best rows so far are skipped by it. */
  readonly maxima: Int32Array
}

/** Sums the parts into one score per row. */
export function baseByRow({ rowAsset, rowCampaign }: EngineColumns, parts: BaseParts): Int32Array {
  const { campaign, asset, assetTitle, title } = parts
  const base = new Int32Array(rowAsset.length)
  for (let row = 0; row < base.length; row++) {
    const of = rowAsset[row] ?? 0
    const about = assetTitle[of] ?? title.length
    const ofTitle = about < title.length ? (title[about] ?? 0) : 0
    const shared = ((campaign[rowCampaign[row] ?? 0] ?? 0) + ofTitle) | 0
    base[row] = within(shared, GREATEST_BASE) + (asset[of] ?? 0)
  }
  return base
}

/** The scores with points on top by the grade of each row's asset, each of both within its limit. */
export function gradedByRow(
  { rowAsset }: EngineColumns,
  points: Int32Array,
  grades: Uint8Array,
  ofGrade: Int32Array,
): Int32Array {
  return points.map((value, row) => value + within(ofGrade[grades[rowAsset[row] ?? 0] ?? 0] ?? 0, GREATEST_BASE))
}

/** A copy of the scores, each within its limit. */
export function baseScores(base: Int32Array): EngineBaseScores {
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
