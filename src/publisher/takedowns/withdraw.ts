import type { Withdrawal } from '../../contracts/ops/answers/ingest.ts'
import type { Narrowing } from '../../model/denies/narrowing.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import { readNarrowings } from '../../schedule/takedowns/narrowings.ts'
import { FORGOTTEN_FROM } from '../../snapshot/takedowns/limits.ts'
import { livePointer } from '../announce/live-region.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { announceWish } from './announce-wish.ts'
import { patientDoor } from './journal/store-door.ts'
import { announcedList } from './lists/announced-list.ts'
import { NO_WISH } from './lists/write-list.ts'
import { narrowedPlaces } from './reach.ts'

/** Puts narrowings on the list of every region that they reach. */
export async function withdraw(publisher: PublisherContext, narrowings: readonly Narrowing[]): Promise<Withdrawal> {
  const places = new Map(narrowings.map(({ territories }) => [JSON.stringify(territories), territories]))
  const reached = REGION_IDS.filter((region) =>
    [...places.values()].some((territories) => narrowedPlaces(publisher.rules, { territories }, region)?.length !== 0),
  )
  const records = new Set(narrowings.map(({ target }) => target)).size
  const { waiting } = await announceWish(publisher, reached, {
    ask: patientDoor(publisher),
    fromStore: true,
    ...(reached.length > 0 && { narrowings: readNarrowings(publisher.redis) }),
    wishIn: () => NO_WISH,
  })
  return { records, regions: reached, waiting }
}

/**
 * The greatest number of a narrowing that was ever announced, as far as KV knows. New numbers continue above it,
 * whatever the store has lost, since announced content counts as knowing of all numbers below its own.
 */
export async function announcedNumber(publisher: PublisherContext): Promise<number> {
  const numbers = await Promise.all(
    REGION_IDS.map(async (region) => {
      const [pointer, { list, delta, base }] = await Promise.all([
        livePointer(region, publisher),
        announcedList(region, publisher),
      ])
      const packed = list?.packed ? ((await base())?.changes ?? []) : []
      const said = [...delta.changes, ...packed].map(({ number }) =>
        number >= FORGOTTEN_FROM ? number - FORGOTTEN_FROM : number,
      )
      const lifted = (list?.lifted ?? []).map(({ id }) => Number(/^change:(\d+)$/.exec(id)?.[1] ?? 0))
      return [...said, ...lifted].reduce(
        (most, each) => Math.max(most, each),
        Math.max(pointer?.narrowed ?? 0, pointer?.canary?.narrowed ?? 0),
      )
    }),
  )
  return Math.max(0, ...numbers)
}
