/**
 * Working memory of one composition, by index in the pool. Allocating it each time would cost as much as a page of ten
 * does. It serves one composition at a time, and each entry is written before it is read, so nothing leaks from one to
 * the next.
 */
export interface SlateBuffers {
  /** Finite score, sixteenths of a point. */
  readonly score: Float64Array
  /** `STANDING`. */
  readonly standing: Uint8Array
  /** `FATE`. */
  readonly fate: Uint8Array
  /** How often the cap still allows an item to be shown, and whether the cap is remembered already. */
  readonly capLeft: Uint16Array
  readonly capKnown: Uint8Array
  /** Items of the same title in the window before the next slot. */
  readonly titleCount: Uint8Array
  /** Items of the same source or title there. */
  readonly repeats: Uint8Array
  /**
   * The item's score at the next slot before it is compared with the page: reduced by repeats, plus its tier's lead.
   */
  readonly own: Float64Array
  /** Length of each embedding; negative: not computed yet. */
  readonly length: Float64Array
  /** Greatest cosine with an item on the page, 0 to 1, over as many of its items as were compared. */
  readonly likeness: Float64Array
  readonly compared: Uint16Array
  /**
   * The candidates for the next slot, and how severely each would break the rules: bits of constraints, then the tier.
   */
  readonly open: Uint32Array
  readonly severity: Uint8Array
  /** The head for the next slot, best first: index in the pool, score there, chance. */
  readonly head: Uint32Array
  readonly headScore: Float64Array
  readonly headChance: Float64Array
}

function allocate(capacity: number): SlateBuffers {
  return {
    score: new Float64Array(capacity),
    standing: new Uint8Array(capacity),
    fate: new Uint8Array(capacity),
    capLeft: new Uint16Array(capacity),
    capKnown: new Uint8Array(capacity),
    titleCount: new Uint8Array(capacity),
    repeats: new Uint8Array(capacity),
    own: new Float64Array(capacity),
    length: new Float64Array(capacity),
    likeness: new Float64Array(capacity),
    compared: new Uint16Array(capacity),
    open: new Uint32Array(capacity),
    severity: new Uint8Array(capacity),
    head: new Uint32Array(capacity),
    headScore: new Float64Array(capacity),
    headChance: new Float64Array(capacity),
  }
}

/** Capacity for the usual pool of a page, some 5 kB. */
const USUAL_CAPACITY = 64
/** Largest capacity that is reused; a larger request gets its own buffers, which are not kept. */
const GREATEST_KEPT = 1024

let kept = allocate(USUAL_CAPACITY)

/** Buffers for a pool of so many items. */
export function buffersFor(items: number): SlateBuffers {
  if (items <= kept.score.length) return kept
  const larger = allocate(2 ** Math.ceil(Math.log2(items)))
  if (items <= GREATEST_KEPT) kept = larger
  return larger
}

/** As `buffersFor`, keeping the entries of the first `used` items. */
export function grownBuffers(buffers: SlateBuffers, used: number, items: number): SlateBuffers {
  if (items <= buffers.score.length) return buffers
  const larger = buffersFor(items)
  for (const name of Object.keys(buffers) as (keyof SlateBuffers)[]) larger[name].set(buffers[name].subarray(0, used))
  return larger
}
