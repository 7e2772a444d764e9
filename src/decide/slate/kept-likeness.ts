import type { SlateItem } from './slate-item.ts'

/**
 * Cache of the likeness between a pool's items: each pair is compared at most once, however often the pool is composed
 * from.
 */
export interface KeptLikeness {
  /** How many items of the pool, from the first, are covered; items from the reserve are not. */
  readonly items: number
  /** By pair, the lower index first: their cosine, 0 to 1; negative: not compared yet. */
  readonly cosines: Float64Array
}

/** Largest pool that is cached; the pairs of a larger one would take too much memory. */
const ITEMS_MAX = 160

const kept = new WeakMap<readonly SlateItem[], KeptLikeness>()

/** Caches the likeness of a pool's items for as long as the pool is kept; returns the size in bytes. */
export function keepLikeness(pool: readonly SlateItem[]): number {
  if (pool.length > ITEMS_MAX) return 0
  const cosines = new Float64Array((pool.length * (pool.length - 1)) / 2).fill(-1)
  kept.set(pool, { items: pool.length, cosines })
  return cosines.byteLength
}

/** The cached likeness of a pool; null: none. */
export function keptLikeness(pool: readonly SlateItem[]): KeptLikeness | null {
  return kept.get(pool) ?? null
}

/** Index of a pair; −1 for one that is not covered. The two indexes must differ. */
export function pairAt({ items }: KeptLikeness, one: number, other: number): number {
  const greater = one > other ? one : other
  const lesser = one > other ? other : one
  return greater < items ? (greater * (greater - 1)) / 2 + lesser : -1
}
