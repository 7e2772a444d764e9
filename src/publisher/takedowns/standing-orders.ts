import { REGION_IDS, UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import { type Takedown, takedownTarget } from '../../model/nouns/takedown.ts'
import { expandTerritories } from '../../rules/lookup/expand-territories.ts'
import type { StandingOrder } from '../../schedule/moves/order-moves.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { standingTakedowns } from './standing-takedowns.ts'

/**
 * The orders in force in the store, the journal or the lists. An order that only the lists have counts for everywhere,
 * since it is only known by region: withdrawing too much is better than too little.
 */
export async function standingOrders(publisher: PublisherContext): Promise<readonly StandingOrder[]> {
  const { takedowns } = await standingTakedowns(publisher, REGION_IDS)
  return takedowns.flatMap((order): StandingOrder[] => {
    // A key of an earlier version names the same group.
    const target = takedownTarget.safeParse(order.target)
    if (!target.success) return []
    const isWhole = order.store === 'stored' || order.store === 'not-yet'
    const territories = isWhole ? [...order.territories] : ['*']
    const takedown = { id: order.id as Takedown['id'], target: target.data, territories, until: order.until }
    return [{ takedown, places: placesOf(publisher, territories) }]
  })
}

/** Null: everywhere. A request from an unknown place may come from there, so the order holds for it too. */
function placesOf({ rules }: PublisherContext, selectors: readonly string[]): StandingOrder['places'] {
  if (selectors.includes('*')) return null
  return [...expandTerritories(rules, selectors).territories, UNKNOWN_TERRITORY]
}
