import { canonicalJson } from './canonical-json.ts'

/**
 * A 64-bit FNV-1a hash of JSON content, by UTF-16 unit, as 16 hexadecimal digits. Key order does not matter; array
 * order does. It distinguishes versions and is not a security measure: snapshots are signed cryptographically
 * elsewhere.
 */
export function contentHash(content: unknown): string {
  const text = canonicalJson(content)
  // 64-bit arithmetic in four 16-bit limbs, least first: BigInt is some thirty times slower here.
  let [a, b, c, d] = [0x2325, 0x8422, 0x9ce4, 0xcbf2]
  for (let index = 0; index < text.length; index++) {
    a ^= text.charCodeAt(index)
    // × 0x100000001b3, the 64-bit FNV prime = 2^40 + 0x1b3.
    const low = a * 0x1b3
    const second = b * 0x1b3 + (low >>> 16)
    const third = c * 0x1b3 + (a << 8) + (second >>> 16)
    const fourth = d * 0x1b3 + (b << 8) + (third >>> 16)
    a = low & 0xffff
    b = second & 0xffff
    c = third & 0xffff
    d = fourth & 0xffff
  }
  return [d, c, b, a].map((limb) => limb.toString(16).padStart(4, '0')).join('')
}
