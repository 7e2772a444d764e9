import { REGION_IDS, UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import { type Takedown, takedownTarget } from '../../model/nouns/takedown.ts'
import { expandTerritories } from '../../rules/lookup/expand-territories.ts'
import type { StandingOrder } from '../../schedule/moves/order-moves.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { standingTakedowns } from './standing-takedowns.ts'

/**
 * The orders that stand, wherever one is known: store, journal or lists. What only the lists know of is told by region,
 * so it counts for everywhere: rather withdrawn than shown.
 */
export async function standingOrders(publisher: PublisherContext): Promise<readonly StandingOrder[]> {
  const { takedowns } = await standingTakedowns(publisher, REGION_IDS)
  return takedowns.flatMap((order): StandingOrder[] => {
    // Named by a key of before, it is the same group.
    const target = takedownTarget.safeParse(order.target)
    if (!target.success) return []
    const isWhole = order.store === 'stored' || order.store === 'not-yet'
    const territories = isWhole ? [...order.territories] : ['*']
    const takedown = { id: order.id as Takedown['id'], target: target.data, territories, until: order.until }
    return [{ takedown, places: placesOf(publisher, territories) }]
  })
}

/** Null: everywhere. Nobody knows that a request from an unknown place is not from there: it holds there too. */
function placesOf({ rules }: PublisherContext, selectors: readonly string[]): StandingOrder['places'] {
  if (selectors.includes('*')) return null
  return [...expandTerritories(rules, selectors).territories, UNKNOWN_TERRITORY]
}
