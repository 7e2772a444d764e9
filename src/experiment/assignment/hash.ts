import { HASH_STEPS } from '../../model/experiments/experiment-vocabulary.ts'
import { FNV_PRIME } from '../../model/hash32.ts'

const OFFSET_BASIS = 0x811c9dc5
/** Steps of version 1, which only namespaces use. */
const STEPS_BEFORE = 1_000

/**
 * Goes on with FNV-1a, 32 bits, over the UTF-16 units of a text, as GrowthBook's SDK for JavaScript does. Its SDKs for
 * other languages take bytes, so seeds and units are ASCII.
 */
function goneOn(hash: number, text: string): number {
  let mixed = hash
  for (let at = 0; at < text.length; at++) mixed = Math.imul(mixed ^ text.charCodeAt(at), FNV_PRIME)
  return mixed
}

/**
 * Goes on over the decimal digits of a number below 2^32, without making a text of them. In two halves of five digits,
 * which small integers hold: a decision hashes its unit once for each experiment.
 */
function goneOnDigits(hash: number, number: number): number {
  const upper = ((number >>> 0) / HALF) | 0
  const lower = (number - Math.imul(upper, HALF)) | 0
  return upper === 0 ? firstDigits(hash, lower) : fiveDigits(firstDigits(hash, upper), lower)
}

const HALF = 100_000

/** At most five digits, without the zeros before the first other one. */
function firstDigits(hash: number, digits: number): number {
  if (digits >= 10_000) return fiveDigits(hash, digits)
  const upToHundreds = (digits / 100) | 0
  const upToTens = (digits / 10) | 0
  let mixed = hash
  if (digits >= 1_000) mixed = mixedDigit(mixed, (digits / 1_000) | 0)
  if (digits >= 100) mixed = mixedDigit(mixed, upToHundreds % 10)
  if (digits >= 10) mixed = mixedDigit(mixed, upToTens % 10)
  return mixedDigit(mixed, digits - upToTens * 10)
}

/** Five digits, whatever they are. Differences are faster than remainders. */
function fiveDigits(hash: number, digits: number): number {
  const first = (digits / 10_000) | 0
  const upToThousands = (digits / 1_000) | 0
  const upToHundreds = (digits / 100) | 0
  const upToTens = (digits / 10) | 0
  let mixed = mixedDigit(hash, first)
  mixed = mixedDigit(mixed, upToThousands - first * 10)
  mixed = mixedDigit(mixed, upToHundreds - upToThousands * 10)
  mixed = mixedDigit(mixed, upToTens - upToHundreds * 10)
  return mixedDigit(mixed, digits - upToTens * 10)
}

function mixedDigit(hash: number, digit: number): number {
  return Math.imul(hash ^ (ZERO + digit), FNV_PRIME)
}

/** Code of the digit 0. */
const ZERO = 48

/** The hash of a seed so far. It is made once, and then continued for each unit. */
export function begunHash(seed: string): number {
  return goneOn(OFFSET_BASIS, seed)
}

/**
 * GrowthBook's hash of version 2, of a unit under a seed: 0 to 0.9999, in ten thousandths.
 * @param begun what `begunHash` gave for the seed
 */
export function hashOfUnit(begun: number, unit: string): number {
  return hashAfter(goneOn(begun, unit))
}

/** @param mixed the first hash, of seed and unit */
function hashAfter(mixed: number): number {
  return ((goneOnDigits(OFFSET_BASIS, mixed) >>> 0) % HASH_STEPS) / HASH_STEPS
}

/** How many seeds are gone on with at once. */
const AT_ONCE = 4

/** Several seeds, under which units are hashed together: each multiplication waits for none of another seed. */
export class Seeds {
  readonly #begun: Int32Array
  readonly #hashes: Float64Array

  constructor(seeds: readonly string[]) {
    const padded = Math.ceil(seeds.length / AT_ONCE) * AT_ONCE
    this.#begun = Int32Array.from({ length: padded }, (_, index) => begunHash(seeds[index] ?? ''))
    this.#hashes = new Float64Array(padded)
  }

  /** As `hashOfUnit`, in the order of the seeds; valid until the next call, and possibly longer than the seeds are many. */
  hashesOf(unit: string): Float64Array {
    const begun = this.#begun
    const hashes = this.#hashes
    for (let at = 0; at < begun.length; at += AT_ONCE) {
      let first = begun[at] ?? 0
      let second = begun[at + 1] ?? 0
      let third = begun[at + 2] ?? 0
      let fourth = begun[at + 3] ?? 0
      for (let letter = 0; letter < unit.length; letter++) {
        const code = unit.charCodeAt(letter)
        first = Math.imul(first ^ code, FNV_PRIME)
        second = Math.imul(second ^ code, FNV_PRIME)
        third = Math.imul(third ^ code, FNV_PRIME)
        fourth = Math.imul(fourth ^ code, FNV_PRIME)
      }
      hashes[at] = hashAfter(first)
      hashes[at + 1] = hashAfter(second)
      hashes[at + 2] = hashAfter(third)
      hashes[at + 3] = hashAfter(fourth)
    }
    return hashes
  }
}

/**
 * GrowthBook's hash of version 1: 0 to 0.999, in thousandths. Experiments correlate under it (36 of 45 pairs), so it
 * serves namespaces alone, for which the specification fixes it.
 */
export function formerHash(seed: string, unit: string): number {
  return ((goneOn(goneOn(OFFSET_BASIS, unit), seed) >>> 0) % STEPS_BEFORE) / STEPS_BEFORE
}
