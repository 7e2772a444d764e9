/** Encodings of one byte a character that feeds still come in. */
export type SingleByteName = 'iso-8859-1' | 'windows-1252'

/** Code points of the bytes 0x80 to 0x9F in windows-1252, as the Encoding Standard has them. */
const WINDOWS = [
  ...[0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d],
  ...[0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a],
  ...[0x0153, 0x9d, 0x017e, 0x0178],
]
/** `String.fromCharCode` takes its arguments from the stack. */
const AT_ONCE = 4096

/** Text of bytes that stand for a character each. Of ISO 8859-1 each byte is its own code point. */
export function decodeSingleBytes(bytes: Uint8Array, name: SingleByteName): string {
  let text = ''
  for (let from = 0; from < bytes.length; from += AT_ONCE) {
    const codes = Array.from(bytes.subarray(from, from + AT_ONCE))
    text += String.fromCharCode(...(name === 'windows-1252' ? codes.map(windowsCode) : codes))
  }
  return text
}

const windowsCode = (byte: number): number => (byte >= 0x80 && byte <= 0x9f ? (WINDOWS[byte - 0x80] ?? byte) : byte)
