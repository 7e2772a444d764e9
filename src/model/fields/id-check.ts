/**
 * A second hash of an id, 32 bits, made in another way than `hash32`: a hundred thousand ids are likely to hold two
 * that share the one, and none that share both. With it a row is known to be the one that an id names. A publish
 * refuses ids that share both after all, so inside one snapshot there is no doubt.
 */
export function idCheck(id: string): number {
  let mixed = id.length
  for (let at = 0; at < id.length; at++) {
    mixed ^= Math.imul(id.charCodeAt(at) + 1, 0xcc9e2d51)
    mixed = Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64
  }
  // The finish of MurmurHash3: every bit of what was read changes half of the result's.
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
