const OFFSET_BASIS = 0x811c9dc5
/** The factor in each step of `hash32`. */
export const FNV_PRIME = 0x01000193

/**
 * FNV-1a, 32 bits, over the text's UTF-8 bytes: an unsigned integer from 0 to 4,294,967,295. For compact sets of ids
 * (such as what a session has seen), where a collision can only hide an id. It does not prove which id is meant
 * (`rowOfId` does), and is not for secrets. A lone surrogate counts as U+FFFD, as `TextEncoder` writes it. Never
 * throws. Source: draft-eastlake-fnv, section 6.1.
 */
export function hash32(text: string): number {
  let hash = OFFSET_BASIS
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    // Ids are ASCII, so they need no encoding.
    if (unit >= 0x80) return mixedOn(hash, text.slice(at))
    hash = mix(hash, unit)
  }
  return hash >>> 0
}

function mixedOn(before: number, text: string): number {
  let hash = before
  for (const character of text) {
    const point = scalarValue(character.codePointAt(0) ?? 0)
    if (point < 0x80) {
      hash = mix(hash, point)
    } else if (point < 0x800) {
      hash = mix(mix(hash, 0xc0 | (point >> 6)), continuation(point))
    } else if (point < 0x10000) {
      hash = mix(mix(mix(hash, 0xe0 | (point >> 12)), continuation(point >> 6)), continuation(point))
    } else {
      hash = mix(mix(hash, 0xf0 | (point >> 18)), continuation(point >> 12))
      hash = mix(mix(hash, continuation(point >> 6)), continuation(point))
    }
  }
  return hash >>> 0
}

function mix(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, FNV_PRIME)
}

function continuation(bits: number): number {
  return 0x80 | (bits & 0x3f)
}

function scalarValue(point: number): number {
  return point >= 0xd800 && point <= 0xdfff ? 0xfffd : point
}
