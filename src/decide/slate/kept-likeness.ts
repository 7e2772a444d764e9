import type { SlateItem } from './slate-item.ts'

/** Pairs of a pool's items that are compared at most once, however often it is composed from. */
export interface KeptLikeness {
  /** So many of the pool, from its first, are among the pairs; what the reserve gives is not. */
  readonly items: number
  /** By pair, the lesser place first: their cosine, 0 to 1; below 0: not compared yet. */
  readonly cosines: Float64Array
}

/** A greater pool is compared anew each time: its pairs would take too much. */
const ITEMS_MAX = 160

const kept = new WeakMap<readonly SlateItem[], KeptLikeness>()

/** Keeps what a pool's items are like for as long as the pool is kept; gives the bytes that it takes. */
export function keepLikeness(pool: readonly SlateItem[]): number {
  if (pool.length > ITEMS_MAX) return 0
  const cosines = new Float64Array((pool.length * (pool.length - 1)) / 2).fill(-1)
  kept.set(pool, { items: pool.length, cosines })
  return cosines.byteLength
}

/** What is kept of a pool; null: nothing is. */
export function keptLikeness(pool: readonly SlateItem[]): KeptLikeness | null {
  return kept.get(pool) ?? null
}

/** Where a pair stands; −1 for one that is not kept. The places differ. */
export function pairAt({ items }: KeptLikeness, one: number, other: number): number {
  const greater = one > other ? one : other
  const lesser = one > other ? other : one
  return greater < items ? (greater * (greater - 1)) / 2 + lesser : -1
}
