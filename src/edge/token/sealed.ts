import { base64url, decodeProtectedHeader } from 'jose'
import { LIMITS } from '../request/limits.ts'
import { isCanonicalBase64url } from './canonical-base64url.ts'
import type { Keyring } from './keyring.ts'
import { sealedHeader } from './sealed-header.ts'

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
 * Encrypts a payload as compact JWE (`dir`, A256GCM). `issuedAt`, milliseconds since 1970 UTC, starts its lifetime.
 * Written here, not by a library: a JWE of one fixed header is an AES-GCM text and four dots, and every answer has two.
 * @throws RangeError when the result would be longer than its purpose allows
 */
export async function seal(purpose: Purpose, payload: Uint8Array, keyring: Keyring, issuedAt: number): Promise<string> {
  const key = keyring.keys.get(keyring.sealingKeyId)
  if (key === undefined) throw new RangeError('the keyring lacks its sealing key')
  const plain = new Uint8Array(STAMP_BYTES + payload.length)
  new DataView(plain.buffer).setFloat64(0, issuedAt)
  plain.set(payload, STAMP_BYTES)
  const header = sealedHeader(purpose, keyring.sealingKeyId)
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
  if (parts === null) return { outcome: 'malformed' }
  const kid = [...keyring.keys.keys()].find((each) => sealedHeader(purpose, each).text === parts.header)
  const key = kid === undefined ? undefined : keyring.keys.get(kid)
  if (kid === undefined || key === undefined) return { outcome: refusal(purpose, parts.header, keyring) }
  const { iv, encrypted } = parts
  const additionalData = sealedHeader(purpose, kid).bytes
  let plain: ArrayBuffer
  try {
    plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, encrypted)
  } catch {
    return { outcome: 'forged' }
  }
  if (plain.byteLength < STAMP_BYTES) return { outcome: 'malformed' }
  const issuedAt = new DataView(plain).getFloat64(0)
  if (!(now - issuedAt < lifetimeMs)) return { outcome: 'expired' }
  return { outcome: 'ok', payload: new Uint8Array(plain, STAMP_BYTES), issuedAt }
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

/** Why a header is none that is written under these keys. */
function refusal(purpose: Purpose, header: string, keyring: Keyring): 'malformed' | 'unknown-key' {
  try {
    const { alg, enc, kid, typ, ...others } = decodeProtectedHeader(`${header}..`)
    const ours = alg === 'dir' && enc === 'A256GCM' && typ === purpose && Object.keys(others).length === 0
    return ours && !(typeof kid === 'string' && keyring.keys.has(kid)) ? 'unknown-key' : 'malformed'
  } catch {
    return 'malformed'
  }
}
