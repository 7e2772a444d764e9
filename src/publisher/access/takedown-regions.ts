import type { RegionId } from '../../model/nouns/region.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { regionsOfTakedown } from '../takedowns/reach.ts'

/**
 * The regions in which somebody must be allowed to order or lift a takedown: those that its territories lie in. Unknown
 * places follow any of them, so `world` is asked for only by what is to hold everywhere.
 */
export function takedownRegions(rules: Rules, takedown: Takedown): readonly RegionId[] {
  const reached = regionsOfTakedown(rules, takedown)
  return takedown.territories.includes('*') ? reached : reached.filter((region) => region !== 'world')
}
