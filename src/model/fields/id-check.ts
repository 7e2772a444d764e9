/**
 * A second 32-bit hash of an id, computed differently from `hash32`. Among a hundred thousand ids, two are likely to
 * share one of the hashes, and none both; so both together identify the row of an id. A publish refuses ids that share
 * both, so within a snapshot there is no ambiguity.
 */
export function idCheck(id: string): number {
  let mixed = id.length
  for (let at = 0; at < id.length; at++) {
    mixed ^= Math.imul(id.charCodeAt(at) + 1, 0xcc9e2d51)
    mixed = Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64
  }
  // The finalizer of MurmurHash3: every input bit changes half of the output bits on average.
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
