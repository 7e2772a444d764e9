import type { CryptoKey } from 'jose'
import { KEY_BYTES } from './aead/aead.ts'
import { PURPOSES, type Purpose } from './purposes.ts'

/** The key of a purpose, and how the purpose's tokens begin. */
interface PurposeKey {
  /** The beginning of a token: mark, key id and a dot. */
  readonly head: string
  /** The key, and the beginning as additional data: it is not encrypted, but cannot be changed. */
  readonly under: { readonly key: Uint8Array; readonly additional: Uint8Array }
}

export type PurposeKeys = Readonly<Record<Purpose, PurposeKey>>

/**
 * Derives a key for each purpose from a configured key. It has no practical limit of uses: its nonces are 24 random
 * bytes, and the chance that two are equal is 2^-103 after 2^45 tokens, which are more than a year of 700,000 a second.
 * It does not expire by itself but with the configured key, and opens no token of another purpose.
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
