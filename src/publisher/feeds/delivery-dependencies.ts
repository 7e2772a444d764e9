import { feedLookups } from '../../feeds/feed-lookups.ts'
import type { Narrowing } from '../../model/denies/narrowing.ts'
import type { DeliveryDependencies } from '../../schedule/feeds/delivery-run.ts'
import { withdrawalImpact } from '../inquiries/withdrawal-impact.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { writeDoors } from '../write-doors.ts'

/** What a delivery needs of the publisher. A feed brings no orders, so none can be given here. */
export function deliveryDependencies(publisher: PublisherContext, actor: string): DeliveryDependencies {
  return {
    ...writeDoors(publisher, actor),
    takeDown: async () => [],
    impactOf: (narrowings: readonly Narrowing[]) => withdrawalImpact(publisher, narrowings),
    lookups: feedLookups(publisher.rules),
    surfacesFor: ({ aspect, kind }) =>
      [...publisher.rules.surfaces.values()]
        .filter(({ aspects, kinds }) => aspects.includes(aspect) && kinds.includes(kind))
        .map(({ id }) => id),
  }
}
