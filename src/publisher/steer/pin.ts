import type { RegionId } from '../../model/nouns/region.ts'
import type { Occasion } from '../announce/announce-content.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { type Steered, steerRegion } from './steer.ts'

/** Keeps what a region announces until an instant, whatever the schedule says. What is withdrawn goes all the same. */
export function pin(
  publisher: PublisherContext,
  region: RegionId,
  { pinnedUntil, ...occasion }: Occasion & { readonly pinnedUntil: string },
): Promise<Steered> {
  const order = { ...occasion, action: 'pin' }
  return steerRegion(publisher, region, order, (live) => ({ content: live, beside: { pinnedUntil } }))
}

/** Lets a region follow its schedule again, from the next publish on. */
export function unpin(publisher: PublisherContext, region: RegionId, occasion: Occasion): Promise<Steered> {
  const order = { ...occasion, action: 'unpin' }
  return steerRegion(publisher, region, order, (live) => ({ content: live, beside: { pinnedUntil: null } }))
}
