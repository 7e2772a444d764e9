import { FNV_PRIME, hash32 } from '../../model/hash32.ts'

/** Returns the next number of a seeded generator, in [0, 1), in steps of 2^-53. */
export type Chance = () => number

/**
 * A seeded generator: the same text gives the same numbers on every machine. The text is a decision's id, or the
 * client's `requestId`, followed by the placement's id if one request has several. Four hashes of the text with
 * different prefixes fill the 128 bits of the generator's state. Not for secrets.
 */
export function chanceFrom(text: string): Chance {
  let [first, second, third, fourth] = BEGINNINGS
  // The four hashes are computed side by side: each waits for its own multiplication only, not for another's.
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit >= 0x80) return chanceFromAny(text)
    first = Math.imul(first ^ unit, FNV_PRIME)
    second = Math.imul(second ^ unit, FNV_PRIME)
    third = Math.imul(third ^ unit, FNV_PRIME)
    fourth = Math.imul(fourth ^ unit, FNV_PRIME)
  }
  return xoshiro128([mix32(first), mix32(second), mix32(third), mix32(fourth)])
}

/** `hash32` of the prefix of each of the four hashes. */
const BEGINNINGS = [hash32('1|'), hash32('2|'), hash32('3|'), hash32('4|')] as const

/** As `chanceFrom`, for a text that is not pure ASCII. */
function chanceFromAny(text: string): Chance {
  return xoshiro128([seedWord(1, text), seedWord(2, text), seedWord(3, text), seedWord(4, text)])
}

function seedWord(salt: number, text: string): number {
  return mix32(hash32(`${salt}|${text}`))
}

/** The seed text of one placement's generator: different for each attempt at an answer. */
export function streamName(seed: string, attempt: number, placementId: string): string {
  return attempt === 0 ? `${seed}|${placementId}` : `${seed}|${attempt}|${placementId}`
}

/**
 * xoshiro128**, 32 bits at a time, two of which make one number. Source: Blackman and Vigna 2021, "Scrambled
 * Linear Pseudorandom Number Generators", ACM TOMS 47(4); prng.di.unimi.it/xoshiro128starstar.c. A state of
 * zeros, which it could not leave, counts as one.
 */
export function xoshiro128(state: readonly [number, number, number, number]): Chance {
  let [a, b, c, d] = [state[0] | 0, state[1] | 0, state[2] | 0, state[3] | 0]
  if ((a | b | c | d) === 0) a = 1
  const nextWord = (): number => {
    const word = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0
    const third = c ^ a
    const fourth = d ^ b
    const shifted = b << 9
    a ^= fourth
    b ^= third
    c = third ^ shifted
    d = rotated(fourth, 11)
    return word
  }
  return () => {
    const high = nextWord() >>> 5
    return (high * 0x400_0000 + (nextWord() >>> 6)) / 0x20_0000_0000_0000
  }
}

/** Spreads 32 bits over 32 bits, one to one. Source: `fmix32` of MurmurHash3 (Appleby, public domain). */
export function mix32(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function rotated(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by))
}
