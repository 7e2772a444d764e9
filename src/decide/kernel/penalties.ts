// An open-addressing table of {hash u32, points i32}, built again for each query. An empty slot has points −1.

/** The points of a row that must not be chosen. */
export const EXCLUDED = i32.MAX_VALUE

const EMPTY = -1

let rowAsset: usize = 0
let assetHash: usize = 0
let assetTitleHash: usize = 0
let table: usize = 0
/** The number of slots of the table; 0 while nothing is penalised. */
let slots: u32 = 0

/** Sets the addresses of the columns for the look-up, and of the room for the table. */
export function bindPenalties(ofAsset: usize, hash: usize, titleHash: usize, room: usize): void {
  rowAsset = ofAsset
  assetHash = hash
  assetTitleHash = titleHash
  table = room
}

/**
 * Builds the table from `length` pairs {hash, points}, with points from 0 to `greatest`, or EXCLUDED. The number of
 * slots is a power of two, and at most half of them are taken, so that every search ends.
 */
export function buildPenalties(pairs: usize, length: u32, greatest: i32): void {
  slots = 0
  if (length === 0) return
  slots = 64
  while (slots < length << 1) slots <<= 1
  memory.fill(table, 0xff, slots << 3)
  for (let at = pairs, end = pairs + (length << 3); at < end; at += 8) {
    const hash = load<u32>(at)
    const slot = slotOf(hash)
    const held = max(0, load<i32>(slot, 4))
    const points = load<i32>(at, 4)
    const excluded = held === EXCLUDED || points === EXCLUDED
    store<u32>(slot, hash)
    store<i32>(slot, excluded ? EXCLUDED : min(greatest, held + points), 4)
  }
}

/** The points that a row loses by its asset and its title together, or EXCLUDED. */
export function lossOf(row: u32): i32 {
  if (slots === 0) return 0
  const asset = load<u32>(rowAsset + (row << 2)) << 2
  const title = load<u32>(assetTitleHash + asset)
  const ofAsset = pointsOf(load<u32>(assetHash + asset))
  const ofTitle = title === 0 ? 0 : pointsOf(title)
  return ofAsset === EXCLUDED || ofTitle === EXCLUDED ? EXCLUDED : ofAsset + ofTitle
}

/** The points of a hash, 0 when there are none. */
function pointsOf(hash: u32): i32 {
  return max(0, load<i32>(slotOf(hash), 4))
}

/** The slot of a hash, or the empty slot where it would be. */
function slotOf(hash: u32): usize {
  let slot = table + ((hash & (slots - 1)) << 3)
  const end = table + (slots << 3)
  while (load<i32>(slot, 4) !== EMPTY && load<u32>(slot) !== hash) {
    slot += 8
    if (slot === end) slot = table
  }
  return slot
}
