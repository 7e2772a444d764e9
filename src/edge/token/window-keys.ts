import type { CryptoKey } from 'jose'

/** How long each derived key sealed, in milliseconds. Tokens are no longer sealed with hourly keys. */
export const WINDOW_MS = 3_600_000

/** Hours since 1970 UTC. */
export function windowOf(instant: number): number {
  return Math.floor(instant / WINDOW_MS)
}

/**
 * More keys than are ever needed: 8 configured keys, a day for sessions and cursors, a week for decisions, and spare.
 */
const KEPT_MAX = 2048

/** Keys of hours, by configured key, purpose and hour; an isolate derives each only once. */
export class WindowKeys {
  private readonly known = new Map<string, Promise<CryptoKey>>()

  /** @param bases the configured keys, imported for HKDF */
  constructor(private readonly bases: ReadonlyMap<string, CryptoKey>) {}

  /** The key of a purpose in an hour, the same in every isolate; null when the configured key does not exist. */
  keyOf(kid: string, purpose: string, window: number): Promise<CryptoKey> | null {
    const name = `${kid} ${purpose} ${window}`
    const known = this.known.get(name)
    if (known !== undefined) return known
    const base = this.bases.get(kid)
    if (base === undefined) return null
    if (this.known.size >= KEPT_MAX) this.known.clear()
    const derived = derive(base, `firstframe ${purpose} ${window}`)
    this.known.set(name, derived)
    return derived
  }
}

/** Source: RFC 5869. The configured key is random and as long as a hash, so it needs no salt. */
function derive(base: CryptoKey, info: string): Promise<CryptoKey> {
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(info) }
  return crypto.subtle.deriveKey(hkdf, base, { name: 'AES-GCM', length: 256 }, false, ['decrypt'])
}
