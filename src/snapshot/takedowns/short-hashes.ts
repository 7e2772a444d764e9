import { type ShortHashes, shorten } from '../../model/denies/short-hashes.ts'
import { hash32 } from '../../model/hash32.ts'
import { BitWriter } from './bit-writer.ts'

/** The range of hashes so that this many fit: the wider the range, the fewer false positives. */
export function rangeFor(count: number, bytesMax: number): number {
  if (count === 0) return 1
  // Measured on random ids: a Rice code takes log2(range / count) + 1.6 bits for each hash, and never less than 1.6.
  const bits = Math.max(0, (bytesMax * 8) / count - 1.6)
  return Math.max(1, Math.min(2 ** 32, Math.floor(count * 2 ** bits)))
}

/** The hashes of ids, reduced to a range. Equal hashes are kept once. */
export function shortHashesOf(ids: Iterable<string>, range: number): ShortHashes {
  const found = Uint32Array.from(ids, (id) => shorten(hash32(id), range)).sort()
  let kept = 0
  for (const value of found) if (kept === 0 || found[kept - 1] !== value) found[kept++] = value
  return { values: found.slice(0, kept), range }
}

/**
 * Golomb-Rice code of the gaps between ascending numbers (Golomb 1966; as in the filters of BIP 158): within a few
 * percent of the fewest bits that any code needs for a random set.
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
 * Decodes them; null when the bytes are not a list of this many hashes below the range. One load of 32 bits gives the
 * quotient and mostly the remainder too: a million take some ten milliseconds, where a reader of single bits took 200.
 */
export function decodeShortHashes(bytes: Uint8Array, count: number, range: number): ShortHashes | null {
  const end = bytes.length * 8
  if (count > end) return null
  const view = padded(bytes)
  const low = riceBits(count, range)
  const mask = low === 0 ? 0 : 0xffffffff >>> (32 - low)
  const scale = 2 ** low
  const values = new Uint32Array(count)
  let previous = -1
  let at = 0
  for (let index = 0; index < count; index++) {
    if (at >= end) return null
    let quotient = 0
    let word = bitsAt(view, at)
    let ones = Math.clz32(~word)
    while (ones === 32 && at < end) {
      quotient += 32
      at += 32
      word = at < end ? bitsAt(view, at) : 0
      ones = Math.clz32(~word)
    }
    quotient += ones
    at += ones + 1
    let remainder = 0
    if (low > 0) {
      if (ones + 1 + low <= 32) remainder = (word >>> (31 - ones - low)) & mask
      else if (at < end) remainder = bitsAt(view, at) >>> (32 - low)
    }
    at += low
    previous += 1 + quotient * scale + (remainder >>> 0)
    if (previous >= range) return null
    values[index] = previous
  }
  return at <= end ? { values, range } : null
}

/** Appends zeros, so that 32 bits can be loaded at any position of the bytes. */
function padded(bytes: Uint8Array): DataView {
  const copy = new Uint8Array(bytes.length + 8)
  copy.set(bytes)
  return new DataView(copy.buffer)
}

/** The 32 bits from a bit position on, which must be inside the unpadded bytes. */
function bitsAt(view: DataView, at: number): number {
  const byte = at >>> 3
  const shift = at & 7
  const word = view.getUint32(byte)
  return shift === 0 ? word : (word << shift) | (view.getUint8(byte + 4) >>> (8 - shift))
}

/** How many low bits are written uncoded: about log2 of the mean gap times ln 2, the best choice for random gaps. */
function riceBits(count: number, range: number): number {
  return Math.max(0, Math.min(31, Math.round(Math.log2((range / Math.max(1, count)) * Math.LN2))))
}
