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

/** The hash of a seed so far. It is made once, and then continued for each unit. */
export function begunHash(seed: string): number {
  return goneOn(OFFSET_BASIS, seed)
}

/**
 * GrowthBook's hash of version 2, of a unit under a seed: 0 to 0.9999, in ten thousandths.
 * @param begun what `begunHash` gave for the seed
 */
export function hashOfUnit(begun: number, unit: string): number {
  const first = goneOn(begun, unit) >>> 0
  return ((goneOn(OFFSET_BASIS, String(first)) >>> 0) % HASH_STEPS) / HASH_STEPS
}

/**
 * GrowthBook's hash of version 1: 0 to 0.999, in thousandths. Experiments correlate under it (36 of 45 pairs), so it
 * serves namespaces alone, for which the specification fixes it.
 */
export function formerHash(seed: string, unit: string): number {
  return ((goneOn(goneOn(OFFSET_BASIS, unit), seed) >>> 0) % STEPS_BEFORE) / STEPS_BEFORE
}
