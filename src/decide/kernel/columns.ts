import { squareOf } from './product'

/** The greatest of 16-bit classes; 0 when there are none. */
export function greatestClass(column: usize, length: u32): u32 {
  let greatest: u32 = 0
  for (let at: u32 = 0; at < length; at++) greatest = max(greatest, load<u16>(column + (at << 1)))
  return greatest
}

/** The greatest of 32-bit indexes; 0 when there are none. */
export function greatestIndex(column: usize, length: u32): u32 {
  let greatest: u32 = 0
  for (let at: u32 = 0; at < length; at++) greatest = max(greatest, load<u32>(column + (at << 2)))
  return greatest
}

/** The square of the length of the longest taste. */
export function greatestSquare(taste: usize, assets: u32): i32 {
  let greatest = 0
  for (let asset: u32 = 0; asset < assets; asset++) greatest = max(greatest, squareOf(taste + (asset << 5)))
  return greatest
}

/** Expands classes by asset to classes by row, so that building a plane reads one array sequentially. */
export function expandClasses(rowAsset: usize, assetClass: usize, rows: u32, rowClass: usize): void {
  for (let row: u32 = 0; row < rows; row++) {
    const asset = load<u32>(rowAsset + (row << 2))
    store<u16>(rowClass + (row << 1), load<u16>(assetClass + (asset << 1)))
  }
}
