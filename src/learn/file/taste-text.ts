import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** 32 bytes are ten groups of three and one of two: 43 digits, the last of which has two bits to spare, and a `=`. */
const TASTE_TEXT = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/

/** A taste vector as base64, RFC 4648: 44 characters. `taste`: whole numbers from −128 to 127, one for each dimension. */
export function tasteText(taste: ArrayLike<number>): string {
  let text = ''
  let [bits, count] = [0, 0]
  for (let index = 0; index < TASTE_DIMENSIONS; index++) {
    bits = (bits << 8) | ((taste[index] ?? 0) & 0xff)
    count += 8
    for (; count >= 6; count -= 6) text += DIGITS[(bits >> (count - 6)) & 63]
  }
  return `${text}${DIGITS[(bits << (6 - count)) & 63]}=`
}

/** The vector of such a text; null: it is none. One vector has one text. */
export function tasteOfText(text: string): readonly number[] | null {
  if (!TASTE_TEXT.test(text)) return null
  const taste: number[] = []
  let [bits, count] = [0, 0]
  for (let at = 0; taste.length < TASTE_DIMENSIONS; at++) {
    bits = (bits << 6) | DIGITS.indexOf(text.charAt(at))
    count += 6
    if (count < 8) continue
    count -= 8
    const byte = (bits >> count) & 0xff
    taste.push(byte < 128 ? byte : byte - 256)
  }
  return taste
}
