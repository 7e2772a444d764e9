let rowGrade: usize = 0
let gradePoints: usize = 0
let greatestBase = 0

/**
 * Sets the points by grade that the base scores of the next query get on top, up to ±greatest in all. `ofRow` is the
 * grade of each row, one byte; 0: the base scores are whole.
 */
export function bindGrades(ofRow: usize, points: usize, greatest: i32): void {
  rowGrade = ofRow
  gradePoints = points
  greatestBase = greatest
}

/** Whether the base scores of the next query have grades. */
export function isGraded(): bool {
  return rowGrade !== 0
}

/** A base score with the points of the row's grade. There must be grades. */
export function graded(score: i32, row: u32): i32 {
  const points = load<i32>(gradePoints + (u32(load<u8>(rowGrade + row)) << 2))
  return max(-greatestBase, min(greatestBase, score + points))
}

/** Expands grades by asset to grades by row. */
export function expandGrades(rowAsset: usize, assetGrade: usize, rows: u32, ofRow: usize): void {
  for (let row: u32 = 0; row < rows; row++) {
    store<u8>(ofRow + row, load<u8>(assetGrade + load<u32>(rowAsset + (row << 2))))
  }
}

/** Writes the greatest score of each block of 64 rows to `maxima`, with the points of grades that are bound. */
export function gradeMaxima(base: usize, rows: u32, maxima: usize): void {
  for (let from: u32 = 0; from < rows; from += 64) {
    let best = -greatestBase
    for (let row = from, end = min(rows, from + 64); row < end; row++) {
      best = max(best, graded(load<i32>(base + (row << 2)), row))
    }
    store<i32>(maxima + ((from >> 6) << 2), best)
  }
}
