import { GREATEST_K, GREATEST_PENALTIES, GREATEST_PLANES, TASTE_DIMENSIONS } from '../engine.ts'

// Address 0 stays unused: the kernel takes it for "none".

/** The query's vector, 32 × int16. */
export const VECTOR = 64
/** Room for the rows of an answer, best first. */
export const ROWS = VECTOR + TASTE_DIMENSIONS * 2
/** Room for their scores. */
export const SCORES = ROWS + GREATEST_K * 4
/** The heap of the best rows, 8 bytes each, and one more that ends it. */
export const HEAP = SCORES + GREATEST_K * 4
/** A query's penalties, as pairs of hash and points. */
export const PENALTY_PAIRS = HEAP + (GREATEST_K + 1) * 8
/** The table of them: at most half of its slots of 8 bytes are taken. */
export const PENALTY_TABLE = PENALTY_PAIRS + GREATEST_PENALTIES * 8
/** The addresses of planes to intersect. */
export const PLANE_ADDRESSES = PENALTY_TABLE + 2 * GREATEST_PENALTIES * 8
/** Where the snapshot's columns begin. */
export const COLUMNS = PLANE_ADDRESSES + GREATEST_PLANES * 4
