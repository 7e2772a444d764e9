import { hash32 } from '../../model/hash32.ts'
import type { ShortHashes } from '../../model/short-hashes.ts'
import { BitWriter } from './bit-writer.ts'

/** The range that this many hashes may spread over so that they fit: the wider, the fewer are hidden by chance. */
export function rangeFor(count: number, bytesMax: number): number {
  if (count === 0) return 1
  // Measured on random ids: a Rice code takes log2(range / count) + 1.6 bits for each, and never less than 1.6.
  const bits = Math.max(0, (bytesMax * 8) / count - 1.6)
  return Math.max(1, Math.min(2 ** 32, Math.floor(count * 2 ** bits)))
}

/** The hashes of ids, shortened to a range. Equal ones count once. */
export function shortHashesOf(ids: Iterable<string>, range: number): ShortHashes {
  const found = Uint32Array.from(ids, (id) => shorten(hash32(id), range)).sort()
  let kept = 0
  for (const value of found) if (kept === 0 || found[kept - 1] !== value) found[kept++] = value
  return { values: found.slice(0, kept), range }
}

/** A 32-bit hash in a smaller range; the order of hashes is kept, so that a sorted column can be walked beside them. */
export function shorten(hash: number, range: number): number {
  return range === 2 ** 32 ? hash : Math.floor((hash / 2 ** 32) * range)
}

/**
 * Golomb-Rice code of the gaps between ascending numbers (Golomb 1966; as in BIP 158's filters): within a few per
 * cent of the fewest bits that any code needs for a random set.
 */
export function encodeShortHashes({ values, range }: ShortHashes): Uint8Array {
  const remainderBits = riceBits(values.length, range)
  const writer = new BitWriter()
  let previous = -1
  for (const value of values) {
    const gap = value - previous - 1
    writer.ones(Math.floor(gap / 2 ** remainderBits))
    writer.bits(gap, remainderBits)
    previous = value
  }
  return writer.finish()
}

/**
 * Reads them back; null when the bytes are not such a list of so many below the range. One load of 32 bits gives the
 * quotient and mostly the remainder too: a million in some ten milliseconds, where a reader of single bits took 200.
 */
export function decodeShortHashes(bytes: Uint8Array, count: number, range: number): ShortHashes | null {
  const end = bytes.length * 8
  if (count > end) return null
  const low = riceBits(count, range)
  const mask = low === 0 ? 0 : 0xffffffff >>> (32 - low)
  const scale = 2 ** low
  const values = new Uint32Array(count)
  let previous = -1
  let at = 0
  for (let index = 0; index < count; index++) {
    let quotient = 0
    let word = bitsAt(bytes, at)
    let ones = Math.clz32(~word)
    while (ones === 32 && at < end) {
      quotient += 32
      at += 32
      word = bitsAt(bytes, at)
      ones = Math.clz32(~word)
    }
    quotient += ones
    at += ones + 1
    const together = ones + 1 + low <= 32
    const remainder = (together ? word >>> (31 - ones - low) : low === 0 ? 0 : bitsAt(bytes, at) >>> (32 - low)) & mask
    at += low
    previous += 1 + quotient * scale + (remainder >>> 0)
    if (previous >= range) return null
    values[index] = previous
  }
  return at <= end ? { values, range } : null
}

/** The 32 bits from a bit on, zeros beyond the end. */
function bitsAt(bytes: Uint8Array, at: number): number {
  const byte = at >>> 3
  const shift = at & 7
  const word =
    ((bytes[byte] ?? 0) << 24) | ((bytes[byte + 1] ?? 0) << 16) | ((bytes[byte + 2] ?? 0) << 8) | (bytes[byte + 3] ?? 0)
  return shift === 0 ? word : (word << shift) | ((bytes[byte + 4] ?? 0) >>> (8 - shift))
}

/** Low bits that are written as they are: about log2 of the mean gap times ln 2, the best choice for random gaps. */
function riceBits(count: number, range: number): number {
  return Math.max(0, Math.min(31, Math.round(Math.log2((range / Math.max(1, count)) * Math.LN2))))
}
