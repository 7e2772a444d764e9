/** Bytes one behind the other; those of a single part are given as they are. @param length of all of them together */
export function joinedBytes(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = parts
  if (first !== undefined && parts.length === 1) return first
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return bytes
}
