import { createHash } from 'node:crypto'
import type { Narrowing } from '../../model/denies/narrowing.ts'
import { feedRules } from '../../rules/lookup/feed-lookups.ts'
import type { DeliveryDependencies } from '../../schedule/feeds/delivery-run.ts'
import { decode } from '../../schedule/ingest/read-records.ts'
import { withdrawalImpact } from '../inquiries/withdrawal-impact.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { writeDoors } from '../write-doors.ts'

/** What a delivery needs of the publisher. A feed brings no orders, so none can be given here. */
export function deliveryDependencies(publisher: PublisherContext, actor: string): DeliveryDependencies {
  const doors = writeDoors(publisher, actor)
  return {
    ...doors,
    takeDown: async () => [],
    impactOf: (narrowings: readonly Narrowing[]) => withdrawalImpact(publisher, narrowings),
    lookups: {
      ...feedRules(publisher.rules),
      decode,
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
      isTimeZone: doors.isTimeZone,
    },
    surfacesFor: ({ aspect, kind }) =>
      [...publisher.rules.surfaces.values()]
        .filter(({ aspects, kinds }) => aspects.includes(aspect) && kinds.includes(kind))
        .map(({ id }) => id),
  }
}
