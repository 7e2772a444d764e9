import { ageElsewhere } from '../../model/nouns/age.ts'

export type Opened =
  | { readonly outcome: 'ok'; readonly payload: Uint8Array; readonly issuedAt: number }
  | { readonly outcome: 'malformed' | 'unknown-key' | 'forged' | 'expired' }

/** Bytes of the issue time before every payload. */
export const STAMP_BYTES = 8

const stamp = new DataView(new ArrayBuffer(STAMP_BYTES))
const stampBytes = new Uint8Array(stamp.buffer)

/** The issue time, encoded as it stands before a payload; the buffer is reused by the next call. */
export function stampOf(issuedAt: number): Uint8Array {
  stamp.setFloat64(0, issuedAt)
  return stampBytes
}

/** The decrypted payload, unless its lifetime has ended. */
export function withinLifetime(bytes: Uint8Array<ArrayBuffer>, lifetimeMs: number, now: number): Opened {
  if (bytes.length < STAMP_BYTES) return { outcome: 'malformed' }
  stampBytes.set(bytes.subarray(0, STAMP_BYTES))
  const issuedAt = stamp.getFloat64(0)
  if (!(ageElsewhere(issuedAt, now) < lifetimeMs)) return { outcome: 'expired' }
  return { outcome: 'ok', payload: bytes.subarray(STAMP_BYTES), issuedAt }
}
