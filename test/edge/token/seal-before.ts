import { base64url, CompactEncrypt } from 'jose'
import { keyText, NOW } from './keys.ts'

type Purpose = 'session' | 'cursor' | 'decision'

interface Before {
  readonly purpose: Purpose
  readonly payload: Uint8Array
  readonly kid?: string
  readonly fill?: number
  readonly issuedAt?: number
  /** Hours since 1970 UTC; null: under the configured key itself. */
  readonly window?: number | null
  /** In place of the header that was written. */
  readonly header?: { readonly alg: string; readonly enc: string; readonly kid: string; readonly typ: string }
}

const HOUR_MS = 3_600_000

/** The key that was derived from a configured one of equal bytes for a purpose and an hour. */
async function keyOfHour(base: Uint8Array, purpose: Purpose, window: number): Promise<Uint8Array> {
  const hkdf = await crypto.subtle.importKey('raw', new Uint8Array(base), 'HKDF', false, ['deriveBits'])
  const info = new TextEncoder().encode(`firstframe ${purpose} ${window}`)
  const bits = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    hkdf,
    256,
  )
  return new Uint8Array(bits)
}

/** A token as it was sealed before: a compact JWE, by the library that opens any. */
export async function sealedBefore(before: Before): Promise<string> {
  const { purpose, payload, kid = 'k1', fill = 1, issuedAt = NOW, window = Math.floor(issuedAt / HOUR_MS) } = before
  const plain = new Uint8Array(8 + payload.length)
  new DataView(plain.buffer).setFloat64(0, issuedAt)
  plain.set(payload, 8)
  const base = base64url.decode(keyText(kid, fill).key)
  const key = window === null ? base : await keyOfHour(base, purpose, window)
  const keyId = window === null ? kid : `${kid}.${window.toString(36)}`
  const header = before.header ?? { alg: 'dir', enc: 'A256GCM', kid: keyId, typ: purpose }
  return new CompactEncrypt(plain).setProtectedHeader(header).encrypt(key)
}
