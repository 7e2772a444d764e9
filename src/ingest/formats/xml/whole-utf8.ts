/** How many of the bytes are whole characters of UTF-8: the last one may be cut. Bytes that are no UTF-8 count as whole. */
export function wholeUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (isContinuation(byte)) continue
    return lengthOf(byte) > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

const isContinuation = (byte: number): boolean => (byte & 0b1100_0000) === 0b1000_0000

/** Bytes of the character that a byte begins. */
function lengthOf(byte: number): number {
  if (byte >= 0b1111_0000) return 4
  if (byte >= 0b1110_0000) return 3
  return byte >= 0b1100_0000 ? 2 : 1
}
