import type { RegionId } from '../../model/nouns/region.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { regionsOfTakedown } from '../takedowns/reach.ts'

/**
 * The regions in which a caller needs permission to order or lift a takedown: those of its territories. Orders also
 * hold for unknown places, so `world` is required only for an order that holds everywhere.
 */
export function takedownRegions(rules: Rules, takedown: Takedown): readonly RegionId[] {
  const reached = regionsOfTakedown(rules, takedown)
  return takedown.territories.includes('*') ? reached : reached.filter((region) => region !== 'world')
}
