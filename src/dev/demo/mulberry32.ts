/**
 * Mulberry32: a small, fast generator with 2^32 states; the same seed gives the same numbers on every machine.
 * It is four lines long, but unsuitable for secrets, and for statistics over more than some billions of draws.
 *
 * @param seed whole number; only its lowest 32 bits count
 * @returns a function that gives numbers in [0, 1)
 */
export function mulberry32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
