import { putPoint } from './utf-8.ts'

/** How the two bytes of a UTF-16 unit are ordered. */
export type ByteOrder = 'little' | 'big'

/**
 * The byte order of a text in UTF-16 by its first four bytes, or null: it is none. Excel writes "Unicode text" so, with a
 * byte order mark; without one, the zero bytes of two Latin characters tell.
 */
export function utf16Order([first, second, third, fourth]: Uint8Array): ByteOrder | null {
  if (first === 0xff && second === 0xfe) return 'little'
  if (first === 0xfe && second === 0xff) return 'big'
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return 'big'
  return first !== 0 && second === 0 && third !== 0 && fourth === 0 ? 'little' : null
}

/** A byte that UTF-8 never has: it stands for half a unit at the end of a cut text. */
const NO_UTF_8 = Uint8Array.of(0xff)

/** A text in UTF-16, as UTF-8. Half a surrogate pair becomes bytes that are no UTF-8, so that it is found later. */
export async function* utf8OfUtf16(stream: AsyncIterable<Uint8Array>, order: ByteOrder): AsyncGenerator<Uint8Array> {
  let half: number | null = null
  let high = 0
  for await (const chunk of stream) {
    // A unit becomes three bytes at most, and so does the high half that the chunk before ended with.
    const written = new Uint8Array(Math.ceil(chunk.length / 2) * 3 + 6)
    let at = 0
    for (const byte of chunk) {
      if (half === null) {
        half = byte
        continue
      }
      const unit: number = order === 'little' ? half | (byte << 8) : (half << 8) | byte
      half = null
      if (high !== 0 && isLow(unit)) {
        at = putPoint(written, at, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00))
        high = 0
        continue
      }
      if (high !== 0) at = putPoint(written, at, high)
      high = isHigh(unit) ? unit : 0
      if (high === 0) at = putPoint(written, at, unit)
    }
    yield written.subarray(0, at)
  }
  if (high !== 0 || half !== null) yield NO_UTF_8
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000
