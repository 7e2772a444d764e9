import type { SlateItem } from './slate-item.ts'

/** Most rows that are covered; the pairs of more would take too much memory. */
const ROWS_MAX = 160
/** In the place of an item that is not covered. */
const NOT_COVERED = 255

/** Where the cosines of a pool's items are. */
export interface KeptLikeness {
  /** By item of the pool: the place of its row, or `NOT_COVERED`; items from the reserve have none. */
  readonly places: Uint8Array
  readonly cache: LikenessCache
}

/**
 * Cache of the likeness between the rows of one ranking: each pair is compared at most once, whichever pools it is in and
 * however often they are composed from. The pools of 64 buckets are much the same rows.
 */
export class LikenessCache {
  /** By pair of places, the lower first: their cosine, 0 to 1; negative: not compared yet. */
  cosines = new Float64Array(0)
  readonly #places = new Map<number, number>()

  /** Covers a pool's items for as long as the pool is kept; returns by how many bytes that grew. */
  keepFor(pool: readonly SlateItem[]): number {
    const places = Uint8Array.from(pool, ({ row }) => this.#placeOf(row))
    kept.set(pool, { places, cache: this })
    const rows = this.#places.size
    // Pairs are in order of their greater place, so that those known so far stay where they are.
    const grown = new Float64Array((rows * (rows - 1)) / 2).fill(-1)
    const more = grown.byteLength - this.cosines.byteLength
    if (more > 0) {
      grown.set(this.cosines)
      this.cosines = grown
    }
    return more + places.byteLength
  }

  #placeOf(row: number): number {
    const known = this.#places.get(row)
    if (known !== undefined) return known
    if (this.#places.size >= ROWS_MAX) return NOT_COVERED
    this.#places.set(row, this.#places.size)
    return this.#places.size - 1
  }
}

const kept = new WeakMap<readonly SlateItem[], KeptLikeness>()

/** The cached likeness of a pool; null: none. */
export function keptLikeness(pool: readonly SlateItem[]): KeptLikeness | null {
  return kept.get(pool) ?? null
}

/** Index of a pair in `cosines`; −1 for one that is not covered. The two items must differ. */
export function pairAt({ places }: KeptLikeness, one: number, other: number): number {
  const [left, right] = [places[one] ?? NOT_COVERED, places[other] ?? NOT_COVERED]
  const greater = left > right ? left : right
  const lesser = left > right ? right : left
  return greater === NOT_COVERED || greater === lesser ? -1 : (greater * (greater - 1)) / 2 + lesser
}
