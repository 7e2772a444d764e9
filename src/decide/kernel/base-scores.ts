/**
 * Writes to `base` the sum of the points of a row's campaign and its asset's title, within ±greatest, and of its asset,
 * in 32 bits. A title index outside the number of titles adds nothing.
 */
export function spreadBase(
  rowAsset: usize,
  rowCampaign: usize,
  rows: u32,
  campaignPoints: usize,
  assetPoints: usize,
  assetTitle: usize,
  titlePoints: usize,
  titles: u32,
  base: usize,
  greatest: i32,
): void {
  for (let row: u32 = 0; row < rows; row++) {
    const asset = load<u32>(rowAsset + (row << 2)) << 2
    const title = load<u32>(assetTitle + asset)
    const campaign = load<u32>(rowCampaign + (row << 2)) << 2
    const ofTitle = title < titles ? load<i32>(titlePoints + (title << 2)) : 0
    const points = max(-greatest, min(greatest, load<i32>(campaignPoints + campaign) + ofTitle))
    store<i32>(base + (row << 2), points + load<i32>(assetPoints + asset))
  }
}

/**
 * Clamps every base score to ±greatest, and writes the greatest of each block of 64 rows to `maxima`. Rows after the
 * last get the least score, so that they do not raise a maximum.
 */
export function settleBase(base: usize, rows: u32, maxima: usize, greatest: i32): void {
  const most = i32x4.splat(greatest)
  const least = i32x4.splat(-greatest)
  const blocks = (rows + 63) >> 6
  for (let row = rows; row < blocks << 6; row++) store<i32>(base + (row << 2), -greatest)
  for (let block: u32 = 0; block < blocks; block++) {
    let best = least
    for (let at = base + (block << 8), end = at + 256; at < end; at += 16) {
      const points = i32x4.max_s(least, i32x4.min_s(most, v128.load(at)))
      v128.store(at, points)
      best = i32x4.max_s(best, points)
    }
    store<i32>(maxima + (block << 2), greatestLane(best))
  }
}

function greatestLane(lanes: v128): i32 {
  const pairs = i32x4.max_s(lanes, v128.shuffle<i32>(lanes, lanes, 2, 3, 0, 1))
  return max(i32x4.extract_lane(pairs, 0), i32x4.extract_lane(pairs, 1))
}
