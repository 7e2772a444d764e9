import { base64url, decodeProtectedHeader } from 'jose'

/** Which key a sealed token's header names. */
interface SealedUnder {
  /** The id of the configured key. */
  readonly kid: string
  /** The hour of the derived key; null: the configured key itself, as in the oldest tokens. */
  readonly window: number | null
}

/** The protected header of a sealed token, with its text as it is authenticated. */
export interface SealedHeader extends SealedUnder {
  readonly text: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Cache of parsed headers: all tokens of an hour have the same one. */
const known = new Map<string, SealedHeader>()
const KNOWN_MAX = 4096

/** A configured key's id, then optionally a dot and the hour in base 36: four digits until the year 2161. */
const KEY_ID = /^([A-Za-z0-9_-]{1,16})(?:\.([0-9a-z]{1,5}))?$/

/** Parses the header of a received token; null if it is not one that was ever written for the purpose. */
export function readSealedHeader(purpose: string, text: string): SealedHeader | null {
  const name = `${purpose}.${text}`
  const before = known.get(name)
  if (before !== undefined) return before
  const said = keyIdOf(text)
  if (said === null) return null
  const header = made(purpose, said)
  return header.text === text ? remembered(name, header) : null
}

function made(purpose: string, { kid, window }: SealedUnder): SealedHeader {
  const keyId = window === null ? kid : `${kid}.${window.toString(36)}`
  const text = base64url.encode(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid: keyId, typ: purpose }))
  return { kid, window, text, bytes: new Uint8Array(new TextEncoder().encode(text)) }
}

function remembered(name: string, header: SealedHeader): SealedHeader {
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(name, header)
  return header
}

function keyIdOf(text: string): SealedUnder | null {
  try {
    const match = KEY_ID.exec(String(decodeProtectedHeader(`${text}..`).kid))
    if (match?.[1] === undefined) return null
    return { kid: match[1], window: match[2] === undefined ? null : Number.parseInt(match[2], 36) }
  } catch {
    return null
  }
}
