// The best rows so far, as a binary heap of 64-bit keys whose root is the worst. A key is the score, and below it
// the complement of the row: of two keys the smaller is the worse, and of equal scores the later row is.

let heap: usize = 0
let rows: usize = 0
let scores: usize = 0

/** Sets the addresses of the room for the greatest heap and one more key, and for the answer. */
export function bindResults(heapRoom: usize, rowsRoom: usize, scoresRoom: usize): void {
  heap = heapRoom
  rows = rowsRoom
  scores = scoresRoom
}

/** The key of a row with its score. */
export function keyOf(score: i32, row: u32): i64 {
  return (i64(score) << 32) | i64(~row)
}

/** The score of the worst row. The heap must not be empty. */
export function worstScore(): i32 {
  return i32(load<i64>(heap) >> 32)
}

/** Adds a key to a heap of `held` keys; the heap must have room for it. */
export function rise(held: u32, key: i64): void {
  let slot = held
  while (slot > 0) {
    const parent = (slot - 1) >> 1
    const above = load<i64>(heap + (parent << 3))
    if (above <= key) break
    store<i64>(heap + (slot << 3), above)
    slot = parent
  }
  store<i64>(heap + (slot << 3), key)
}

/**
 * Replaces the root of a heap of `held` keys by a key. Which child is worse cannot be predicted, so it is selected
 * without a branch. A missing child is represented by a key that is worse than no other.
 */
export function sink(held: u32, key: i64): void {
  store<i64>(heap + (held << 3), i64.MAX_VALUE)
  let slot: u32 = 0
  for (let child: u32 = 1; child < held; child = (slot << 1) + 1) {
    const left = load<i64>(heap + (child << 3))
    const right = load<i64>(heap + (child << 3), 8)
    const worse = select<i64>(right, left, right < left)
    if (worse >= key) break
    store<i64>(heap + (slot << 3), worse)
    slot = child + u32(right < left)
  }
  store<i64>(heap + (slot << 3), key)
}

/** Sorts the heap, best first, and writes its rows and scores to the room for the answer. */
export function unpack(held: u32): void {
  for (let last = held; last > 0; last--) {
    const worst = load<i64>(heap)
    sink(last - 1, load<i64>(heap + ((last - 1) << 3)))
    store<u32>(rows + ((last - 1) << 2), ~u32(worst))
    store<i32>(scores + ((last - 1) << 2), i32(worst >> 32))
  }
}
