import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { base64url } from 'jose'
import { inHex } from '../model/hex.ts'

const KEY_ID = /^[A-Za-z0-9_-]{1,16}$/
const KEYS_MAX = 8
const KEY_BYTES = 32

/** Authenticates a text under one key: HMAC-SHA-256. Synchronous: a decision waits for nothing to get its unit. */
type Mac = (text: string) => Uint8Array

/** A key that pseudonyms are made with. */
export interface UnitKey {
  readonly kid: string
  readonly mac: Mac
}

/** The keys of pseudonyms. The first makes units; a subject's units under all of them are found when it is forgotten. */
export type UnitKeys = readonly UnitKey[]

/**
 * Reads `UNIT_KEYS`: JSON `[{kid, key}]`, each 32 bytes in base64url. Missing or empty: there are none.
 * @throws TypeError that says what is wrong, and never quotes the text
 */
export function readUnitKeys(text: string | undefined): UnitKeys {
  if (text === undefined || text === '') return []
  const rows = parsed(text)
  if (!Array.isArray(rows)) throw new TypeError('no JSON list [{kid, key}]')
  if (rows.length > KEYS_MAX) throw new TypeError(`more than ${KEYS_MAX} keys`)
  const kids = new Set<string>()
  return rows.map((row: unknown, index) => {
    const { kid, key } = Object.fromEntries(Object.entries(row ?? {}))
    if (typeof kid !== 'string' || !KEY_ID.test(kid)) throw new TypeError(`[${index}].kid: ${KEY_ID.source}`)
    if (kids.has(kid)) throw new TypeError(`[${index}].kid is used twice`)
    kids.add(kid)
    const bytes = typeof key === 'string' ? decoded(key) : null
    if (bytes?.length !== KEY_BYTES) throw new TypeError(`[${index}].key: not ${KEY_BYTES} bytes in base64url`)
    return { kid, mac: macUnder(bytes) }
  })
}

/** The state after the key is kept, and copied for each text: that halves the work. */
export function macUnder(key: Uint8Array): Mac {
  const keyed = hmac.create(sha256, key)
  const encoder = new TextEncoder()
  return (text) => keyed.clone().update(encoder.encode(text)).digest()
}

/** The first bytes of a text's HMAC, as lower-case hexadecimal. */
export function macHex({ mac }: UnitKey, text: string, bytes: number): string {
  return inHex(mac(text).subarray(0, bytes))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new TypeError('no JSON')
  }
}

function decoded(text: string): Uint8Array | null {
  try {
    return base64url.decode(text)
  } catch {
    return null
  }
}
