import type { Chance } from './chance.ts'
import { drawIndex } from './explore.ts'

/** A composition at its next place, as far as a choice may look at it. */
export interface Choice {
  readonly pool: readonly { readonly row: number }[]
  /** `head`: indexes in the pool, best first; `headChance`: the chance of each. */
  readonly buffers: { readonly head: Uint32Array; readonly headChance: Float64Array }
  /** Where its first place is on the surface, and what it has picked so far. */
  readonly plan: { readonly firstPosition: number }
  readonly picked: readonly number[]
}

/** Takes one of the first `size` of the head, by its index there. Negative: none, and the page ends. */
export type Choose = (choice: Choice, size: number) => number

/** Chooses by chance, with one number for each place where there is a choice. */
export function byChance(chance: Chance): Choose {
  return ({ buffers }, size) => (size === 1 ? 0 : drawIndex(buffers.headChance, size, chance()))
}
