/**
 * A set of ids as short hashes. Every member is found; a non-member is found too with probability `values.length /
 * range`. Suitable where hiding one too many is acceptable, never where showing one is at stake.
 */
export interface ShortHashes {
  /** Ascending, each once: `hash32` of an id, scaled to the range. */
  readonly values: Uint32Array
  /** Values lie in `[0, range)`; at most 2^32. */
  readonly range: number
}

/**
 * Scales a 32-bit hash to a smaller range. The order of hashes is preserved, so a sorted column can be walked in
 * parallel.
 */
export function shorten(hash: number, range: number): number {
  return range === 2 ** 32 ? hash : Math.floor((hash / 2 ** 32) * range)
}
