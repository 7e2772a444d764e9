import { ageElsewhere } from '../../model/age.ts'

export type Opened =
  | { readonly outcome: 'ok'; readonly payload: Uint8Array; readonly issuedAt: number }
  | { readonly outcome: 'malformed' | 'unknown-key' | 'forged' | 'expired' }

/** Bytes of the issue time that stands before every payload. */
export const STAMP_BYTES = 8

/** A payload with the time of its issue before it. */
export function stamped(payload: Uint8Array, issuedAt: number): Uint8Array {
  const bytes = new Uint8Array(STAMP_BYTES + payload.length)
  new DataView(bytes.buffer).setFloat64(0, issuedAt)
  bytes.set(payload, STAMP_BYTES)
  return bytes
}

/** What was decrypted, if it has not ended. */
export function withinLifetime(bytes: Uint8Array<ArrayBuffer>, lifetimeMs: number, now: number): Opened {
  if (bytes.length < STAMP_BYTES) return { outcome: 'malformed' }
  const issuedAt = new DataView(bytes.buffer, bytes.byteOffset).getFloat64(0)
  if (!(ageElsewhere(issuedAt, now) < lifetimeMs)) return { outcome: 'expired' }
  return { outcome: 'ok', payload: bytes.subarray(STAMP_BYTES), issuedAt }
}
