import type { ByteReader, ByteWriter } from '../byte-layout.ts'

/** The form of a text: the two lowest bits of the integer before it. The higher bits are the length. */
const FORMS = { utf8: 0, hex: 1, sixBits: 2, prefixed: 3 } as const

/** The alphabet of identifiers, six bits a letter. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const HEX_LETTERS = '0123456789abcdef'
const NONE = 255
const SIX_BITS = valuesOf(LETTERS)
const FOUR_BITS = valuesOf(HEX_LETTERS)

const encoder = new TextEncoder()

function valuesOf(letters: string): Uint8Array {
  const values = new Uint8Array(128).fill(NONE)
  for (let value = 0; value < letters.length; value++) values[letters.charCodeAt(value)] = value
  return values
}

/** The greatest size of a text, in bytes: UTF-8 takes at most three for each UTF-16 unit. */
export function greatestBytes(text: string): number {
  return 3 * text.length + 5
}

/**
 * Writes a text losslessly in its shortest form: hexadecimal digits in four bits each, letters of identifiers in six,
 * without the common prefix if they start with it; anything else as UTF-8.
 */
export function writeText(writer: ByteWriter, text: string, prefix = ''): void {
  if (text.length % 2 === 0 && isOf(text, FOUR_BITS, 0)) {
    writer.whole((text.length / 2) * 4 + FORMS.hex)
    for (let at = 0; at < text.length; at += 2) {
      writer.u8((valueAt(text, at, FOUR_BITS) << 4) | valueAt(text, at + 1, FOUR_BITS))
    }
    return
  }
  const from = prefix !== '' && text.startsWith(prefix) ? prefix.length : 0
  if (isOf(text, SIX_BITS, from)) {
    writer.whole((text.length - from) * 4 + (from > 0 ? FORMS.prefixed : FORMS.sixBits))
    writeSixBits(writer, text, from)
    return
  }
  const bytes = encoder.encode(text)
  writer.whole(bytes.length * 4 + FORMS.utf8)
  writer.raw(bytes)
}

/**
 * Reads what `writeText` wrote with the same prefix.
 * @throws RangeError or TypeError for bytes that `writeText` never writes
 */
export function readText(reader: ByteReader, prefix = ''): string {
  const head = reader.whole()
  const length = Math.floor(head / 4)
  switch (head % 4) {
    case FORMS.hex:
      return readHex(reader.raw(length))
    case FORMS.sixBits:
      return readSixBits(reader, length)
    case FORMS.prefixed:
      return prefix + readSixBits(reader, length)
    default:
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(reader.raw(length))
  }
}

function isOf(text: string, values: Uint8Array, from: number): boolean {
  for (let at = from; at < text.length; at++) if (valueAt(text, at, values) === NONE) return false
  return true
}

function valueAt(text: string, at: number, values: Uint8Array): number {
  return values[text.charCodeAt(at)] ?? NONE
}

function writeSixBits(writer: ByteWriter, text: string, from: number): void {
  let [held, bits] = [0, 0]
  for (let at = from; at < text.length; at++) {
    held = ((held << 6) | valueAt(text, at, SIX_BITS)) & 0xfff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    writer.u8((held >> bits) & 0xff)
  }
  if (bits > 0) writer.u8((held << (8 - bits)) & 0xff)
}

function readSixBits(reader: ByteReader, length: number): string {
  const bytes = reader.raw(Math.ceil((length * 6) / 8))
  let [text, held, bits, at] = ['', 0, 0, 0]
  for (let letter = 0; letter < length; letter++) {
    if (bits < 6) {
      held = ((held << 8) | (bytes[at++] ?? 0)) & 0xffff
      bits += 8
    }
    bits -= 6
    text += LETTERS[(held >> bits) & 63]
  }
  return text
}

function readHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += `${HEX_LETTERS[byte >> 4]}${HEX_LETTERS[byte & 15]}`
  return text
}
