/** 64 bits of a text, in hexadecimal: names what is kept, without saying whose it is. Two FNV-1a hashes of 32 bits. */
export function fingerprint(text: string): string {
  return hash(text, 0x811c9dc5) + hash(text, 0x9747b28c)
}

function hash(text: string, seed: number): string {
  let state = seed
  for (let at = 0; at < text.length; at++) {
    state ^= text.charCodeAt(at)
    // Times the prime 16777619, in 32 bits: a plain product would lose the low ones.
    state += (state << 1) + (state << 4) + (state << 7) + (state << 8) + (state << 24)
  }
  return (state >>> 0).toString(16)
}
