import type { FatiguePolicy } from '../../../model/policies/taste-policy.ts'
import { unitsOf } from './score-units.ts'

/** One showing to this viewer in this session. */
export interface Showing {
  /** `hash32` of the ids of the asset and of its title, 0 without title. */
  readonly asset: number
  readonly title: number
}

/** Units to subtract for an asset or a title; a candidate loses the sum of its asset's and its title's. */
export interface FatiguePenalty {
  readonly hash: number
  readonly units: number
}

/**
 * Penalties for recent showings. Each showing counts against its asset and against its title, halving with every
 * `halfLifeShowings` later showings; all showings together cost one candidate at most `points`.
 *
 * @param showings oldest first
 */
export function fatigue(
  showings: readonly Showing[],
  policy: FatiguePolicy,
  points: number,
): readonly FatiguePenalty[] {
  const shares = new Map<number, { sum: number; readonly most: number }>()
  const assetMost = policy.asset / (policy.asset + policy.title)
  const add = (hash: number, share: number, most: number): void => {
    if (hash === 0) return
    const entry = shares.get(hash)
    if (entry) entry.sum += share
    else shares.set(hash, { sum: share, most })
  }
  for (const [index, { asset, title }] of showings.entries()) {
    const fresh = 0.5 ** ((showings.length - 1 - index) / policy.halfLifeShowings)
    add(asset, policy.asset * fresh, assetMost)
    add(title, policy.title * fresh, 1 - assetMost)
  }
  return [...shares]
    .map(([hash, { sum, most }]) => ({ hash, units: Math.floor(unitsOf(Math.min(sum, most) * points)) }))
    .filter(({ units }) => units > 0)
}

/**
 * `hash32` of titles that must not be shown: those that the viewer does not want or has watched. An exclusion, not a
 * penalty: no score outweighs it.
 */
export function excludedTitles(unwanted: Iterable<number>, watched: Iterable<number>): ReadonlySet<number> {
  return new Set([...unwanted, ...watched])
}
