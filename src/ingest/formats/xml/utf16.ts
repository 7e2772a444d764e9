/** `String.fromCharCode` takes its arguments from the stack. */
const UNITS_AT_ONCE = 4096

/** Text of an even number of bytes in UTF-16. A half of a pair stays what it is: XML refuses it. */
export function decodeUtf16(bytes: Uint8Array, isLittleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let text = ''
  for (let from = 0; from < bytes.length; from += UNITS_AT_ONCE * 2) {
    const units = Math.min(UNITS_AT_ONCE, (bytes.length - from) / 2)
    const codes = Array.from({ length: units }, (_, unit) => view.getUint16(from + unit * 2, isLittleEndian))
    text += String.fromCharCode(...codes)
  }
  return text
}
