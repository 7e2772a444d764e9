/** How bytes can be packed: RFC 1952 and RFC 8878. */
export type Packing = 'gzip' | 'zstd'

/** How many of a stream's first bytes tell its packing. */
export const MAGIC_BYTES = 4

/** `Content-Encoding`s whose bytes say themselves what they are, so that the header need not be believed. */
const TOLD_BY_BYTES = /^(?:|identity|gzip|x-gzip|zstd)$/

/**
 * How a stream that begins with these bytes is packed; null: not at all. The bytes alone decide: names of files and
 * `Content-Encoding` often lie, and no text or sheet begins as packed bytes do.
 */
export function packingOf(first: Uint8Array): Packing | null {
  const [a, b, c, d] = first
  if (a === 0x1f && b === 0x8b && c === 0x08) return 'gzip'
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd'
  // A skippable frame may come first (RFC 8878, 3.1.2).
  if (a !== undefined && a >> 4 === 5 && b === 0x2a && c === 0x4d && d === 0x18) return 'zstd'
  return null
}

/** Whether a body with this `Content-Encoding` can be unpacked; `br`, say, cannot be told from its bytes. */
export function canUnpack(contentEncoding: string | null): boolean {
  return TOLD_BY_BYTES.test((contentEncoding ?? '').trim().toLowerCase())
}
