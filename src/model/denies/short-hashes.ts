/**
 * A set of ids, said by short hashes: whoever is in it is found, and with a chance of `values.length / range` somebody
 * who is not. Fit for what may hide one too many, never for what may show one.
 */
export interface ShortHashes {
  /** Ascending, each once: `hash32` of an id, scaled to the range. */
  readonly values: Uint32Array
  /** Values lie in `[0, range)`; at most 2^32. */
  readonly range: number
}

/** A 32-bit hash in a smaller range; the order of hashes is kept, so that a sorted column can be walked beside them. */
export function shorten(hash: number, range: number): number {
  return range === 2 ** 32 ? hash : Math.floor((hash / 2 ** 32) * range)
}
