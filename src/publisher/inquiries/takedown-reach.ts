import type { TakedownReach } from '../../contracts/ops/answers/takedowns.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { orderIn, regionsOfTakedown } from '../takedowns/reach.ts'
import { withdrawnFromLive } from './withdrawn-from-live.ts'

/**
 * What an order takes away from what is live, region by region; regions without a live snapshot are missing. One snapshot
 * is in memory at a time.
 *
 * @throws OpsProblem 503 when a region's announced list cannot be read
 */
export async function takedownReach(
  publisher: PublisherContext,
  takedown: Takedown,
): Promise<readonly TakedownReach[]> {
  const found: TakedownReach[] = []
  for (const region of regionsOfTakedown(publisher.rules, takedown)) {
    const order = orderIn(publisher.rules, region, takedown)
    const withdrawn = order && (await withdrawnFromLive(publisher, region, [order]))
    if (withdrawn) found.push({ region, territories: order.territories, ...withdrawn })
  }
  return found
}
