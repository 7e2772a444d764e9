import type { Viewer } from '../../../decide/context/context.ts'
import { memberFrom, type ViewerClaims } from './viewer-claims.ts'

interface Entry {
  readonly issuedAtSeconds: number
  readonly viewer: Viewer
  readonly untilSeconds: number
}

/** An entry has about 600 bytes of claims and a token of about 500 bytes, at most 4,700: about 2 MB in all. */
const MAX_ENTRIES = 2048
const ENTRY_BYTES = 1_100

/**
 * Cache of verified claims. The key is the whole token: not its `jti`, which a forger could copy, and not a hash, whose
 * computation would take longer than all the rest. Bounded: the oldest entry leaves first. An entry never outlives its
 * token.
 */
export class ViewerCache {
  readonly #entries = new Map<string, Entry>()
  readonly #maxEntries: number

  constructor(maxEntries: number = MAX_ENTRIES) {
    this.#maxEntries = maxEntries
  }

  get size(): number {
    return this.#entries.size
  }

  /** Approximate memory of the cache. */
  get bytes(): number {
    return this.#entries.size * ENTRY_BYTES
  }

  /** The viewer of a cached token; the same object each time. */
  get(token: string, nowSeconds: number): Viewer | null {
    const entry = this.#entries.get(token)
    if (entry === undefined) return null
    // A token is not answered from the cache before its issue time either: the clock may have gone back.
    if (nowSeconds < entry.untilSeconds && nowSeconds >= entry.issuedAtSeconds) return entry.viewer
    this.#entries.delete(token)
    return null
  }

  put(token: string, claims: ViewerClaims, untilSeconds: number): Viewer {
    if (this.#entries.size >= this.#maxEntries) {
      const oldest = this.#entries.keys().next().value
      if (oldest !== undefined) this.#entries.delete(oldest)
    }
    const viewer = memberFrom(claims)
    this.#entries.set(token, { viewer, issuedAtSeconds: claims.iat, untilSeconds })
    return viewer
  }
}
