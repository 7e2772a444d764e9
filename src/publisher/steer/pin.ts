import type { Steered } from '../../contracts/ops/answers/steering.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Occasion } from '../announce/announce-content.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { steerRegion } from './steer.ts'

/** Keeps what a region announces until an instant, whatever the schedule says. Withdrawals still take effect. */
export function pin(
  publisher: PublisherContext,
  region: RegionId,
  { pinnedUntil, ...occasion }: Occasion & { readonly pinnedUntil: string },
): Promise<Steered> {
  const order = { ...occasion, action: 'pin' as const }
  return steerRegion(publisher, region, order, (live) => ({ content: live, beside: { pinnedUntil } }))
}

/** Ends the pin: the next publish follows the schedule again. */
export function unpin(publisher: PublisherContext, region: RegionId, occasion: Occasion): Promise<Steered> {
  const order = { ...occasion, action: 'unpin' as const }
  return steerRegion(publisher, region, order, (live) => ({ content: live, beside: { pinnedUntil: null } }))
}
