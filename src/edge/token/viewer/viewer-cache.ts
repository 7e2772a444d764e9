import type { Viewer } from '../../../decide/context/context.ts'
import { memberFrom, type ViewerClaims } from './viewer-claims.ts'

interface Entry {
  readonly issuedAtSeconds: number
  readonly viewer: Viewer
  readonly untilSeconds: number
}

/** With some 600 bytes of claims and a token of some 500 an entry, at most 4,700: about 2 MB. */
const MAX_ENTRIES = 2048
const ENTRY_BYTES = 1_100

/**
 * Verified claims by the whole token, never by its `jti`, which a forger could copy, and not by a hash of it, which
 * takes longer than all the rest. Bounded: the oldest entry leaves first. An entry never outlives its token.
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

  /** What is remembered takes about so much. */
  get bytes(): number {
    return this.#entries.size * ENTRY_BYTES
  }

  /** Whom a remembered token speaks of: the same object each time. */
  get(token: string, nowSeconds: number): Viewer | null {
    const entry = this.#entries.get(token)
    if (entry === undefined) return null
    // Before its issue time, too, a token is not to be answered from memory: the clock may have jumped back.
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
