import { base64url } from 'jose'
import { isCanonicalBase64url } from './canonical-base64url.ts'
import type { Keyring } from './keyring.ts'
import { type Opened, withinLifetime } from './opened.ts'
import { PURPOSES, type Purpose } from './purposes.ts'
import { readSealedHeader, type SealedHeader } from './sealed-header.ts'
import { WINDOW_MS, windowOf } from './window-keys.ts'

/** The start of every JSON object in base64url. */
const JWE_START = 'eyJ'

/** Size of the AES-GCM nonce in a JWE, in bytes. Source: RFC 7518, section 5.3. */
const IV_BYTES = 12
const TAG_BYTES = 16

/** Whether a token may have the former form, a compact JWE. */
export function isCompactJwe(sealed: string): boolean {
  return sealed.startsWith(JWE_START)
}

/**
 * Opens a token of the former form, compact JWE (`dir`, A256GCM), with the key of an hour or the configured key. No
 * token is sealed like this any more: all have expired a week after the last worker that did. Never throws.
 */
export async function unsealJwe(purpose: Purpose, sealed: string, keyring: Keyring, now: number): Promise<Opened> {
  const { lifetimeMs } = PURPOSES[purpose]
  const parts = compactParts(sealed)
  const header = parts === null ? null : readSealedHeader(purpose, parts.header)
  if (parts === null || header === null) return { outcome: 'malformed' }
  if (!keyring.keys.has(header.kid)) return { outcome: 'unknown-key' }
  // No key is derived for an hour of which no token can be valid, so made-up hours cause no work.
  const hour = hourNearby(header.window, now, lifetimeMs)
  if (hour !== 'nearby') return { outcome: hour }
  try {
    const key = await keyOf(purpose, header, keyring)
    if (key === null) return { outcome: 'unknown-key' }
    const { iv, encrypted } = parts
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: header.bytes }, key, encrypted)
    return withinLifetime(new Uint8Array(plain), lifetimeMs, now)
  } catch {
    return { outcome: 'forged' }
  }
}

function keyOf(purpose: Purpose, { kid, window }: SealedHeader, { keys, windows }: Keyring) {
  return window === null ? Promise.resolve(keys.get(kid) ?? null) : (windows.keyOf(kid, purpose, window) ?? null)
}

/** Two machines' clocks may be on different sides of an hour's end, so the next hour is accepted. */
function hourNearby(window: number | null, now: number, lifetimeMs: number): 'nearby' | 'expired' | 'forged' {
  if (window === null) return 'nearby'
  if (window > windowOf(now) + 1) return 'forged'
  return (window + 1) * WINDOW_MS + lifetimeMs < now ? 'expired' : 'nearby'
}

interface CompactParts {
  readonly header: string
  readonly iv: Uint8Array<ArrayBuffer>
  /** The ciphertext with its tag appended. */
  readonly encrypted: Uint8Array<ArrayBuffer>
}

/** The five parts, each in canonical base64url, the second (an encrypted key) empty as in `dir`; otherwise null. */
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
