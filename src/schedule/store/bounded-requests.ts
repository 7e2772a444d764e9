/** A request stays below what a hosted store takes at once (1 MB on its smallest plan). */
export const REQUEST_BYTES = 900_000
