const LEAD = [0, 0xc0, 0xe0, 0xf0] as const

/** Writes a code point in UTF-8; returns where the next one goes. Half a surrogate pair becomes bytes that are no UTF-8. */
export function putPoint(into: Uint8Array, at: number, point: number): number {
  const more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3
  into[at] = (LEAD[more] ?? 0) | (point >> (6 * more))
  for (let index = 1; index <= more; index += 1) into[at + index] = 0x80 | ((point >> (6 * (more - index))) & 0x3f)
  return at + more + 1
}

/** A text in UTF-8, because core has no `TextEncoder`; half a surrogate pair becomes U+FFFD. */
export function utf8Of(text: string): Uint8Array {
  const written = new Uint8Array(text.length * 3)
  let at = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    at = putPoint(written, at, point >= 0xd800 && point < 0xe000 ? 0xfffd : point)
  }
  return written.subarray(0, at)
}
