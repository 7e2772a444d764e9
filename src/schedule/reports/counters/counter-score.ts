/**
 * A counter is written by whoever counted last, and requests may overtake each other. So its number is the score of a
 * sorted set, under a version that grows with each writer, and only a greater score replaces one (`ZADD GT`): a number
 * that was read earlier never stays. Both fit into the 53 bits of a score.
 */
const COUNT_BITS = 2 ** 26
const VERSIONS = 2 ** 27

/** The score of a number that was read under a version. Beyond 134 million versions, the greater number stays. */
export function counterScore(version: number, count: number): number {
  return Math.min(version, VERSIONS - 1) * COUNT_BITS + Math.min(count, COUNT_BITS - 1)
}

/** The number in a score: whole, and at most 67,108,863 sampled events of a cell and day. */
export function countOf(score: number): number {
  return score % COUNT_BITS
}
