/**
 * Working memory of one composition, by place in the pool. Allocating it anew would cost as much as a page of ten
 * does; it is used by one composition at a time and each entry is written before it is read, so nothing of
 * one reaches the next.
 */
export interface SlateBuffers {
  /** Finite score, sixteenths of a point. */
  readonly score: Float64Array
  /** `STANDING`. */
  readonly standing: Uint8Array
  /** `FATE`. */
  readonly fate: Uint8Array
  /** How often a cap still lets an item be shown, and whether the cap is remembered. */
  readonly capLeft: Uint16Array
  readonly capKnown: Uint8Array
  /** Items of the same title in the window before the next place. */
  readonly titleCount: Uint8Array
  /** Items of the same source or title there. */
  readonly repeats: Uint8Array
  /** What the item counts at the next place before it is compared with the page: its score, worn, and its tier's lead. */
  readonly own: Float64Array
  /** Lengths of embeddings; below 0: not yet known. */
  readonly length: Float64Array
  /** Greatest cosine with an item of the page, 0 to 1, among as many of its items as were compared. */
  readonly likeness: Float64Array
  readonly compared: Uint16Array
  /** What nothing rules out at the next place, and how hard each would break the rules: bits over constraints, then tier. */
  readonly open: Uint32Array
  readonly severity: Uint8Array
  /** The best for the next place, best first: place in the pool, score there, chance. */
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

/** Some 5 kB: the pool of a page. */
const USUAL_CAPACITY = 64
/** Up to here buffers are kept; beyond, a request gets its own and leaves nothing behind in the isolate. */
const GREATEST_KEPT = 1024

let kept = allocate(USUAL_CAPACITY)

/** Buffers for a pool of so many items. */
export function buffersFor(items: number): SlateBuffers {
  if (items <= kept.score.length) return kept
  const larger = allocate(2 ** Math.ceil(Math.log2(items)))
  if (items <= GREATEST_KEPT) kept = larger
  return larger
}

/** As `buffersFor`, with what the first `used` items have in the buffers so far. */
export function grownBuffers(buffers: SlateBuffers, used: number, items: number): SlateBuffers {
  if (items <= buffers.score.length) return buffers
  const larger = buffersFor(items)
  for (const name of Object.keys(buffers) as (keyof SlateBuffers)[]) larger[name].set(buffers[name].subarray(0, used))
  return larger
}
