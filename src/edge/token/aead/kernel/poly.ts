// Poly1305 in five limbs of 26 bits, and products of 64. No branch and no address depends on a key or a text.

const LIMB: u64 = 0x3ffffff

/** The limbs of the sum, between two calls of `multiply`. */
let h0: u64 = 0
let h1: u64 = 0
let h2: u64 = 0
let h3: u64 = 0
let h4: u64 = 0

/** The tag of whole blocks of 16 bytes under a one-time key, to `into`. Source: RFC 8439, section 2.5. */
export function tagOf(key: usize, at: usize, bytes: u32, into: usize): void {
  h0 = h1 = h2 = h3 = h4 = 0
  absorb(key, at, at + bytes)
  carry()
  settle()
  const low = (h0 | (h1 << 26) | (h2 << 52)) as u64
  const high = ((h2 >> 12) | (h3 << 14) | (h4 << 40)) as u64
  const sum = low + load<u64>(key, 16)
  store<u64>(into, sum)
  store<u64>(into, high + load<u64>(key, 24) + u64(sum < low), 8)
}

/**
 * For each block: adds the block, with one bit appended, to the sum, and multiplies by the clamped first half of the
 * key.
 */
function absorb(key: usize, from: usize, end: usize): void {
  const low = load<u64>(key)
  const high = load<u64>(key, 8)
  const r0 = low & 0x3ffffff
  const r1 = (low >> 26) & 0x3ffff03
  const r2 = ((low >> 52) | (high << 12)) & 0x3ffc0ff
  const r3 = (high >> 14) & 0x3f03fff
  const r4 = (high >> 40) & 0x00fffff
  // Bits from 130 on are multiplied by five and added at bit 0, because the modulus is 2^130 - 5.
  const s1 = r1 * 5
  const s2 = r2 * 5
  const s3 = r3 * 5
  const s4 = r4 * 5
  for (let at = from; at < end; at += 16) {
    const first = load<u64>(at)
    const second = load<u64>(at, 8)
    const a0 = h0 + (first & LIMB)
    const a1 = h1 + ((first >> 26) & LIMB)
    const a2 = h2 + (((first >> 52) | (second << 12)) & LIMB)
    const a3 = h3 + ((second >> 14) & LIMB)
    const a4 = h4 + ((second >> 40) | (1 << 24))
    // Sums below 2^27, limbs of the key and five times those below 2^29: all five products stay below 2^59.
    const d0 = a0 * r0 + a1 * s4 + a2 * s3 + a3 * s2 + a4 * s1
    const d1 = a0 * r1 + a1 * r0 + a2 * s4 + a3 * s3 + a4 * s2 + (d0 >> 26)
    const d2 = a0 * r2 + a1 * r1 + a2 * r0 + a3 * s4 + a4 * s3 + (d1 >> 26)
    const d3 = a0 * r3 + a1 * r2 + a2 * r1 + a3 * r0 + a4 * s4 + (d2 >> 26)
    const d4 = a0 * r4 + a1 * r3 + a2 * r2 + a3 * r1 + a4 * r0 + (d3 >> 26)
    const lowest = (d0 & LIMB) + (d4 >> 26) * 5
    h0 = lowest & LIMB
    h1 = (d1 & LIMB) + (lowest >> 26)
    h2 = d2 & LIMB
    h3 = d3 & LIMB
    h4 = d4 & LIMB
  }
}

/**
 * Carries until every limb is below 2^26. One pass is enough: afterwards only `h1` may be larger, by less than its own
 * carry. If a carry wraps around to `h0` at all, `h1` is small by then and can take the carry of `h0`.
 */
function carry(): void {
  h2 += h1 >> 26
  h1 &= LIMB
  h3 += h2 >> 26
  h2 &= LIMB
  h4 += h3 >> 26
  h3 &= LIMB
  h0 += (h4 >> 26) * 5
  h4 &= LIMB
  h1 += h0 >> 26
  h0 &= LIMB
}

/** Subtracts the modulus if the result is not negative: both values are computed, and a mask selects one. */
function settle(): void {
  const g0 = h0 + 5
  const g1 = h1 + (g0 >> 26)
  const g2 = h2 + (g1 >> 26)
  const g3 = h3 + (g2 >> 26)
  const g4 = h4 + (g3 >> 26) - (1 << 26)
  const keep = u64(i64(g4) >> 63)
  h0 = (h0 & keep) | (g0 & LIMB & ~keep)
  h1 = (h1 & keep) | (g1 & LIMB & ~keep)
  h2 = (h2 & keep) | (g2 & LIMB & ~keep)
  h3 = (h3 & keep) | (g3 & LIMB & ~keep)
  h4 = (h4 & keep) | (g4 & LIMB & ~keep)
}
