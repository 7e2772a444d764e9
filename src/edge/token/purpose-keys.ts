import type { CryptoKey } from 'jose'
import { KEY_BYTES } from './aead/aead.ts'
import { PURPOSES, type Purpose } from './purposes.ts'

/** What a purpose's tokens are sealed with, and how they begin. */
interface PurposeKey {
  /** Mark, key id and a dot. */
  readonly head: string
  /** Beside its key, the beginning: none of it may change, though it is not encrypted. */
  readonly under: { readonly key: Uint8Array; readonly additional: Uint8Array }
}

export type PurposeKeys = Readonly<Record<Purpose, PurposeKey>>

/**
 * A configured key's own key for each purpose. It is not worn: its nonces are 24 random bytes, of which two are equal
 * with a chance of 2^-103 after 2^45 tokens, more than a year of 700,000 a second. Nor does it end by itself: it lives as
 * long as the configured key, and opens nothing of another purpose.
 */
export async function purposeKeys(kid: string, base: CryptoKey): Promise<PurposeKeys> {
  const [session, cursor, decision] = await Promise.all([
    purposeKey('session', kid, base),
    purposeKey('cursor', kid, base),
    purposeKey('decision', kid, base),
  ])
  return { session, cursor, decision }
}

/** Source: RFC 5869. The configured key is random and as long as a hash, so it needs no salt. */
async function purposeKey(purpose: Purpose, kid: string, base: CryptoKey): Promise<PurposeKey> {
  const info = new TextEncoder().encode(`firstframe ${purpose} xchacha20-poly1305`)
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
  const key = new Uint8Array(await crypto.subtle.deriveBits(hkdf, base, 8 * KEY_BYTES))
  const head = `${PURPOSES[purpose].mark}${kid}.`
  return { head, under: { key, additional: new TextEncoder().encode(head) } }
}
