import type { RegionId } from '../../model/region.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { journalOf } from './journal.ts'
import type { Wish } from './merge.ts'
import { type ListOrder, writeList } from './write-list.ts'

/** How lists are written for a wish. */
export interface Announcing extends Pick<ListOrder, 'fromStore' | 'ask' | 'narrowings'> {
  readonly wishIn: (region: RegionId) => Wish
}

/**
 * Writes the lists of regions, and says of which the wish could not be announced. One region holds up no other.
 */
export async function announceWish(
  publisher: PublisherContext,
  regions: readonly RegionId[],
  { wishIn, ...how }: Announcing,
): Promise<readonly RegionId[]> {
  const journal = journalOf(publisher)
  const write = (region: RegionId) => {
    const withWish = (wish: Wish) => writeList(publisher, region, { ...how, journal, wish })
    // What comes from the store waits for it, and so would an order by hand that went along.
    return how.fromStore ? withWish(wishIn(region)) : publisher.lists.write(region, wishIn(region), withWish)
  }
  const written = await Promise.allSettled(regions.map(write))
  written.forEach((outcome, index) => {
    if (outcome.status === 'fulfilled') return
    const name = outcome.reason instanceof Error ? outcome.reason.name : 'unknown'
    console.error(JSON.stringify({ level: 'error', code: 'takedowns-not-written', region: regions[index], name }))
  })
  return regions.filter((_region, index) => written[index]?.status === 'rejected')
}

/** Tells whoever asked in which regions it is not so yet. */
export function refuseWaiting(waiting: readonly RegionId[], isKept: boolean): void {
  if (waiting.length === 0) return
  const kept = isKept ? 'It is written down and comes to be with the next write there' : 'It is not written down'
  throw new OpsProblem(
    503,
    'Not in force everywhere yet',
    `The list of ${waiting.join(', ')} could not be written. ${kept}; ask again, or publish there, to try at once.`,
  )
}
