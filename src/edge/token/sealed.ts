import { base64url } from 'jose'
import { NONCE_BYTES, TAG_BYTES } from './aead/aead.ts'
import { isCanonicalBase64url } from './canonical-base64url.ts'
import { isKeyId } from './key-text.ts'
import type { Keyring } from './keyring.ts'
import { type Opened, STAMP_BYTES, stampOf, withinLifetime } from './opened.ts'
import { PURPOSES, type Purpose } from './purposes.ts'
import { isCompactJwe, unsealJwe } from './sealed-jwe.ts'

/** Bytes around a payload: nonce, issue time and tag. */
const SURROUNDING_BYTES = NONCE_BYTES + STAMP_BYTES + TAG_BYTES

/**
 * Encrypts a payload, synchronously. The token is the purpose's mark, the key id, a dot, and nonce, ciphertext and tag
 * in base64url. `issuedAt`, in milliseconds since 1970 UTC, starts its lifetime.
 * @throws RangeError when the token would be longer than its purpose allows
 */
export function seal(purpose: Purpose, payload: Uint8Array, keyring: Keyring, issuedAt: number): string {
  const key = keyring.sealing.get(keyring.sealingKeyId)?.[purpose]
  if (key === undefined) throw new RangeError('the keyring lacks its sealing key')
  const { maxLength } = PURPOSES[purpose]
  const length = key.head.length + Math.ceil(((SURROUNDING_BYTES + payload.length) * 4) / 3)
  if (length > maxLength) throw new RangeError(`a ${purpose} of ${length} characters; ${maxLength} is most`)
  const sealed = keyring.aead.seal(key.under, keyring.randomBytes(NONCE_BYTES), payload, stampOf(issuedAt))
  return key.head + base64url.encode(sealed)
}

/**
 * Opens an unchanged token that `seal` made for the same purpose. Synchronous, except for tokens of the former form.
 * Never throws.
 */
export function unseal(purpose: Purpose, sealed: string, keyring: Keyring, now: number): Opened | Promise<Opened> {
  const { mark, maxLength, lifetimeMs } = PURPOSES[purpose]
  if (sealed.length > maxLength) return { outcome: 'malformed' }
  if (isCompactJwe(sealed)) return unsealJwe(purpose, sealed, keyring, now)
  const dot = sealed.startsWith(mark) ? sealed.indexOf('.', mark.length) : -1
  const kid = sealed.slice(mark.length, Math.max(dot, 0))
  const bytes = dot < 0 || !isKeyId(kid) ? null : bytesOf(sealed.slice(dot + 1))
  if (bytes === null || bytes.length < SURROUNDING_BYTES) return { outcome: 'malformed' }
  const key = keyring.sealing.get(kid)?.[purpose]
  if (key === undefined) return { outcome: 'unknown-key' }
  const plain = keyring.aead.open(key.under, bytes)
  return plain === null ? { outcome: 'forged' } : withinLifetime(plain, lifetimeMs, now)
}

/** Null if the text is not canonical base64url: decoders accept other spellings, and a changed token must not open. */
function bytesOf(text: string): Uint8Array | null {
  return isCanonicalBase64url(text) ? base64url.decode(text) : null
}
