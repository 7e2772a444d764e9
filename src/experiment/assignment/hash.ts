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
  const upper = Math.floor(number / HALF)
  const lower = (number - upper * HALF) | 0
  return upper === 0 ? mixedDigits(hash, lower, false) : mixedDigits(mixedDigits(hash, upper | 0, false), lower, true)
}

const HALF = 100_000

/** @param isWhole whether all five digits count, zeros before the first other one too */
function mixedDigits(hash: number, digits: number, isWhole: boolean): number {
  let mixed = hash
  if (isWhole || digits >= 10_000) mixed = mixedDigit(mixed, (digits / 10_000) | 0)
  if (isWhole || digits >= 1_000) mixed = mixedDigit(mixed, ((digits / 1_000) | 0) % 10)
  if (isWhole || digits >= 100) mixed = mixedDigit(mixed, ((digits / 100) | 0) % 10)
  if (isWhole || digits >= 10) mixed = mixedDigit(mixed, ((digits / 10) | 0) % 10)
  return mixedDigit(mixed, digits % 10)
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
  return ((goneOnDigits(OFFSET_BASIS, goneOn(begun, unit) >>> 0) >>> 0) % HASH_STEPS) / HASH_STEPS
}

/**
 * GrowthBook's hash of version 1: 0 to 0.999, in thousandths. Experiments correlate under it (36 of 45 pairs), so it
 * serves namespaces alone, for which the specification fixes it.
 */
export function formerHash(seed: string, unit: string): number {
  return ((goneOn(goneOn(OFFSET_BASIS, unit), seed) >>> 0) % STEPS_BEFORE) / STEPS_BEFORE
}
