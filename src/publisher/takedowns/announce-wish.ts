import type { RegionId } from '../../model/nouns/region.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { journalOf } from './journal/journal.ts'
import { UnreadableList } from './lists/unreadable-list.ts'
import { type ListOrder, writeList } from './lists/write-list.ts'
import type { Wish } from './merge.ts'

/** How the lists are written for a wish. */
export interface Announcing extends Pick<ListOrder, 'fromStore' | 'ask' | 'narrowings'> {
  readonly wishIn: (region: RegionId) => Wish
}

/** The result of announcing a wish. */
export interface Announced {
  /** Regions in which the wish could not be announced. */
  readonly waiting: readonly RegionId[]
  /** What must be fixed there first, each cause once. */
  readonly causes: readonly string[]
  /** Whether the journal was read in all regions; if not, orders that are only in the journal are announced later. */
  readonly isJournalRead: boolean
}

/**
 * Writes the lists of several regions, and reports where the wish could not be announced. A failure in one region does
 * not stop the others.
 */
export async function announceWish(
  publisher: PublisherContext,
  regions: readonly RegionId[],
  { wishIn, ...how }: Announcing,
): Promise<Announced> {
  const journal = journalOf(publisher)
  const write = (region: RegionId) => {
    const withWish = (wish: Wish) => writeList(publisher, region, { ...how, journal, wish })
    // A write that reads the store waits for it, and a manual order that is combined with it would wait too.
    return how.fromStore ? withWish(wishIn(region)) : publisher.lists.write(region, wishIn(region), withWish)
  }
  const written = await Promise.allSettled(regions.map(write))
  const causes = written.map((outcome, index) => {
    if (outcome.status === 'fulfilled') return null
    const name = outcome.reason instanceof Error ? outcome.reason.name : 'unknown'
    console.error(JSON.stringify({ level: 'error', code: 'takedowns-not-written', region: regions[index], name }))
    return outcome.reason instanceof UnreadableList ? outcome.reason.message : null
  })
  return {
    waiting: regions.filter((_region, index) => written[index]?.status === 'rejected'),
    causes: causes.filter((cause) => cause !== null),
    isJournalRead: written.every((outcome) => outcome.status === 'rejected' || outcome.value.isJournalRead),
  }
}

/** Throws the problem that names the regions in which the wish is not in force yet, and what must be fixed. */
export function refuseWaiting({ waiting, causes }: Announced, isKept: boolean): void {
  if (waiting.length === 0) return
  const kept = isKept ? 'It is stored and takes effect with the next write there' : 'It is not stored'
  const detail = `The list of ${waiting.join(', ')} could not be written. ${kept}; ask again, or publish there, to try at once.`
  throw new OpsProblem(503, 'Not in force everywhere yet', [detail, ...causes].join(' '))
}
