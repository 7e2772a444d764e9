import { CompactEncrypt, compactDecrypt, decodeProtectedHeader, errors } from 'jose'
import { isCanonicalBase64url } from './canonical-base64url.ts'
import type { Keyring } from './keyring.ts'

const DAY_MS = 86_400_000

/** What is sealed, each for itself: one purpose's token is refused everywhere else. Lengths in characters. */
const PURPOSES = {
  session: { maxLength: 2048, lifetimeMs: DAY_MS },
  cursor: { maxLength: 2048, lifetimeMs: DAY_MS },
  decision: { maxLength: 32 * 1024, lifetimeMs: 7 * DAY_MS },
} as const

type Purpose = keyof typeof PURPOSES

export type Opened =
  | { readonly outcome: 'ok'; readonly payload: Uint8Array; readonly issuedAt: number }
  | { readonly outcome: 'malformed' | 'unknown-key' | 'forged' | 'expired' }

/** Bytes of the issue time that stands before every payload. */
const STAMP_BYTES = 8

/**
 * Encrypts a payload as compact JWE (`dir`, A256GCM). `issuedAt`, milliseconds since 1970 UTC, starts its lifetime.
 * @throws RangeError when the result would be longer than its purpose allows
 */
export async function seal(purpose: Purpose, payload: Uint8Array, keyring: Keyring, issuedAt: number): Promise<string> {
  const key = keyring.keys.get(keyring.sealingKeyId)
  if (key === undefined) throw new RangeError('the keyring lacks its sealing key')
  const plain = new Uint8Array(STAMP_BYTES + payload.length)
  new DataView(plain.buffer).setFloat64(0, issuedAt)
  plain.set(payload, STAMP_BYTES)
  const sealed = await new CompactEncrypt(plain)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: keyring.sealingKeyId, typ: purpose })
    .encrypt(key)
  const { maxLength } = PURPOSES[purpose]
  if (sealed.length > maxLength)
    throw new RangeError(`a ${purpose} of ${sealed.length} characters; ${maxLength} is most`)
  return sealed
}

/** Opens what `seal` made for the same purpose, and nothing else, however little of it was changed. Never throws. */
export async function unseal(purpose: Purpose, sealed: string, keyring: Keyring, now: number): Promise<Opened> {
  const { maxLength, lifetimeMs } = PURPOSES[purpose]
  if (sealed.length > maxLength || !isCompactJwe(sealed)) return { outcome: 'malformed' }
  const header = protectedHeader(sealed)
  if (header === null || header.typ !== purpose || header.zip !== undefined) return { outcome: 'malformed' }
  const key = typeof header.kid === 'string' ? keyring.keys.get(header.kid) : undefined
  if (key === undefined) return { outcome: 'unknown-key' }
  try {
    const { plaintext } = await compactDecrypt(sealed, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    if (plaintext.length < STAMP_BYTES) return { outcome: 'malformed' }
    const issuedAt = new DataView(plaintext.buffer, plaintext.byteOffset).getFloat64(0)
    if (!(now - issuedAt < lifetimeMs)) return { outcome: 'expired' }
    return { outcome: 'ok', payload: plaintext.subarray(STAMP_BYTES), issuedAt }
  } catch (error) {
    return { outcome: error instanceof errors.JWEDecryptionFailed ? 'forged' : 'malformed' }
  }
}

/** Five parts, the second (an encrypted key, which `dir` has not) empty, each in its only spelling. */
function isCompactJwe(text: string): boolean {
  const parts = text.split('.', 6)
  return parts.length === 5 && parts.every((part, index) => (index === 1 ? part === '' : isCanonicalBase64url(part)))
}

function protectedHeader(sealed: string): Record<string, unknown> | null {
  try {
    return { ...decodeProtectedHeader(sealed) }
  } catch {
    return null
  }
}
