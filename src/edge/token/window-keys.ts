import type { CryptoKey } from 'jose'

/** How long one derived key seals. */
export const WINDOW_MS = 3_600_000

/**
 * AES-GCM under random nonces of 96 bits may seal 2^32 times with one key: then two nonces are equal with a chance of
 * 2^-33. Source: NIST SP 800-38D, section 8.3. Each key below is of one purpose and one hour. At the greatest load that
 * is planned for, 700,000 answers a second, with one seal of a purpose in each, an hour has
 * 700,000 × 3,600 = 2.52 × 10^9 of them, 59 % of 2^32 = 4.29 × 10^9; at the mean of 210,000 a second it has 18 %. So the
 * bound holds by the clock, up to 1,193,000 answers a second; for more, shorten the window. In a year of such hours
 * (8,760, three purposes) two equal nonces under one key have a chance below 2^-20.
 */
export const SEALS_PER_KEY_MAX = 2 ** 32

/** Hours since 1970 UTC. */
export function windowOf(instant: number): number {
  return Math.floor(instant / WINDOW_MS)
}

/** More than are ever of use: 8 configured keys, a session's and a cursor's day, a decision's week, and a few. */
const KEPT_MAX = 2048

/** Keys of hours, by configured key, purpose and hour; each is derived once in an isolate. */
export class WindowKeys {
  private readonly known = new Map<string, Promise<CryptoKey>>()

  /** @param bases configured keys, as HKDF takes them */
  constructor(private readonly bases: ReadonlyMap<string, CryptoKey>) {}

  /** The key of a purpose in an hour, the same in every isolate; null for a configured key that is not there. */
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
  return crypto.subtle.deriveKey(hkdf, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}
