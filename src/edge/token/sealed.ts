import { base64url } from 'jose'
import { ageElsewhere } from '../../model/age.ts'
import { LIMITS } from '../request/limits.ts'
import { isCanonicalBase64url } from './canonical-base64url.ts'
import type { Keyring } from './keyring.ts'
import { readSealedHeader, type SealedHeader, sealedHeader } from './sealed-header.ts'
import { WINDOW_MS, windowOf } from './window-keys.ts'

const DAY_MS = 86_400_000

/** What is sealed, each for itself: one purpose's token is refused everywhere else. Lengths in characters. */
const PURPOSES = {
  session: { maxLength: LIMITS.sealedCharacters, lifetimeMs: DAY_MS },
  cursor: { maxLength: LIMITS.sealedCharacters, lifetimeMs: DAY_MS },
  decision: { maxLength: LIMITS.decisionTokenCharacters, lifetimeMs: 7 * DAY_MS },
} as const

type Purpose = keyof typeof PURPOSES

export type Opened =
  | { readonly outcome: 'ok'; readonly payload: Uint8Array; readonly issuedAt: number }
  | { readonly outcome: 'malformed' | 'unknown-key' | 'forged' | 'expired' }

/** Bytes of the issue time that stands before every payload. */
const STAMP_BYTES = 8

/** Of AES-GCM in a JWE, in bytes. Source: RFC 7518, section 5.3. */
const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Encrypts a payload as compact JWE (`dir`, A256GCM) under the key of this hour. `issuedAt`, milliseconds since 1970
 * UTC, starts its lifetime; `sealedAt` is now, where it is sealed anew later.
 * Written here, not by a library: a JWE of one fixed header is an AES-GCM text and four dots, and every answer has two.
 * @throws RangeError when the result would be longer than its purpose allows
 */
export async function seal(
  purpose: Purpose,
  payload: Uint8Array,
  keyring: Keyring,
  issuedAt: number,
  sealedAt = issuedAt,
): Promise<string> {
  const header = sealedHeader(purpose, { kid: keyring.sealingKeyId, window: windowOf(sealedAt) })
  const key = await keyOf(purpose, header, keyring)
  if (key === null) throw new RangeError('the keyring lacks its sealing key')
  const plain = new Uint8Array(STAMP_BYTES + payload.length)
  new DataView(plain.buffer).setFloat64(0, issuedAt)
  plain.set(payload, STAMP_BYTES)
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const encrypted = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: header.bytes }, key, plain)
  const text = base64url.encode(new Uint8Array(encrypted, 0, plain.length))
  const tag = base64url.encode(new Uint8Array(encrypted, plain.length))
  const sealed = `${header.text}..${base64url.encode(iv)}.${text}.${tag}`
  const { maxLength } = PURPOSES[purpose]
  if (sealed.length > maxLength)
    throw new RangeError(`a ${purpose} of ${sealed.length} characters; ${maxLength} is most`)
  return sealed
}

/** Opens what `seal` made for the same purpose, and nothing else, however little of it was changed. Never throws. */
export async function unseal(purpose: Purpose, sealed: string, keyring: Keyring, now: number): Promise<Opened> {
  const { maxLength, lifetimeMs } = PURPOSES[purpose]
  const parts = sealed.length > maxLength ? null : compactParts(sealed)
  const header = parts === null ? null : readSealedHeader(purpose, parts.header)
  if (parts === null || header === null) return { outcome: 'malformed' }
  if (!keyring.keys.has(header.kid)) return { outcome: 'unknown-key' }
  // No key is derived for an hour that nothing alive can be of: whoever makes up hours makes no work.
  const hour = hourNearby(header.window, now, lifetimeMs)
  if (hour !== 'nearby') return { outcome: hour }
  let plain: ArrayBuffer
  try {
    const key = await keyOf(purpose, header, keyring)
    if (key === null) return { outcome: 'unknown-key' }
    const { iv, encrypted } = parts
    plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: header.bytes }, key, encrypted)
  } catch {
    return { outcome: 'forged' }
  }
  if (plain.byteLength < STAMP_BYTES) return { outcome: 'malformed' }
  const issuedAt = new DataView(plain).getFloat64(0)
  if (!(ageElsewhere(issuedAt, now) < lifetimeMs)) return { outcome: 'expired' }
  return { outcome: 'ok', payload: new Uint8Array(plain, STAMP_BYTES), issuedAt }
}

function keyOf(purpose: Purpose, { kid, window }: SealedHeader, { keys, windows }: Keyring) {
  return window === null ? Promise.resolve(keys.get(kid) ?? null) : (windows.keyOf(kid, purpose, window) ?? null)
}

/** Two machines' clocks may stand on two sides of an hour's end. */
function hourNearby(window: number | null, now: number, lifetimeMs: number): 'nearby' | 'expired' | 'forged' {
  if (window === null) return 'nearby'
  if (window > windowOf(now) + 1) return 'forged'
  return (window + 1) * WINDOW_MS + lifetimeMs < now ? 'expired' : 'nearby'
}

interface CompactParts {
  readonly header: string
  readonly iv: Uint8Array<ArrayBuffer>
  /** With its tag behind it. */
  readonly encrypted: Uint8Array<ArrayBuffer>
}

/** Five parts, the second (an encrypted key, which `dir` has not) empty, each in its only spelling; else null. */
function compactParts(sealed: string): CompactParts | null {
  const parts = sealed.split('.', 6)
  const [header = '', none, ivText = '', text = '', tagText = ''] = parts
  if (parts.length !== 5 || none !== '' || ![header, ivText, text, tagText].every(isCanonicalBase64url)) return null
  const iv = new Uint8Array(base64url.decode(ivText))
  const tag = base64url.decode(tagText)
  if (iv.length !== IV_BYTES || tag.length !== TAG_BYTES) return null
  const bytes = base64url.decode(text)
  const encrypted = new Uint8Array(bytes.length + TAG_BYTES)
  encrypted.set(bytes)
  encrypted.set(tag, bytes.length)
  return { header, iv, encrypted }
}
