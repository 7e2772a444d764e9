import type { RegionId } from '../../model/nouns/region.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import { addTakedown, addTakedowns, type TakedownOutcome } from '../../schedule/takedowns/takedowns.ts'
import { liveTakedowns } from '../announce/live-region.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { announceWish, refuseWaiting } from './announce-wish.ts'
import { datedIn, noteOrder } from './journal/journal.ts'
import { patientDoor, urgentDoor } from './journal/store-door.ts'
import { regionsOfTakedown } from './reach.ts'

/** What came of an order by hand. It is in force in all of its regions. */
export interface TakenDown {
  readonly regions: readonly RegionId[]
  /** Whether the scheduling store has it; if not, it is written there once that answers again. */
  readonly isStored: boolean
  /** Whether the lists say what isolates noted in the journal too; if not, the next write there adds it. */
  readonly isJournalRead: boolean
}

/**
 * Takes something down by hand: it takes KV and the signing key, and nothing else. The order is put into the journal,
 * then on the list of every region that it reaches; the store is told meanwhile, if it answers in time.
 *
 * @throws OpsProblem 503 naming the regions in which it is not in force yet
 */
export async function takeDown(publisher: PublisherContext, takedown: Takedown, actor: string): Promise<TakenDown> {
  const regions = regionsOfTakedown(publisher.rules, takedown)
  const addedAt = publisher.now()
  const isNoted = await noteOrder(publisher, { takedown, addedAt, actor, role: publisher.role ?? null }).then(
    () => true,
    // The lists carry it all the same.
    () => false,
  )
  const ask = urgentDoor(publisher)
  const [outcome, announced] = await Promise.all([
    ask((context) => addTakedown(context, takedown, regions, actor)),
    announceWish(publisher, regions, {
      ask: urgentDoor(publisher),
      fromStore: false,
      wishIn: (region) => ({ add: datedIn(publisher, region, { takedown, addedAt }), lift: [] }),
    }),
  ])
  refuseWaiting(announced, isNoted || outcome !== null)
  return { regions, isStored: outcome !== null, isJournalRead: announced.isJournalRead }
}

/**
 * Takes down what a feed says: into the store, then on the lists of all regions that the orders reach, once for all of
 * them. Who gives an order again that was lifted means it.
 */
export async function takeDownMany(
  publisher: PublisherContext,
  takedowns: readonly Takedown[],
  actor: string,
): Promise<readonly TakedownOutcome[]> {
  const placed = takedowns.map((takedown) => ({ takedown, regions: regionsOfTakedown(publisher.rules, takedown) }))
  const outcomes = await addTakedowns(publisher, placed, actor)
  // Also what stood already: a list that could not be written the first time is written now.
  const standing = placed.filter((_, index) => outcomes[index] !== 'conflict')
  const regions = [...new Set(standing.flatMap((each) => each.regions))]
  const lifted = new Map<RegionId, number>()
  for (const region of regions) {
    const times = ((await liveTakedowns(region, publisher))?.lifted ?? []).map(({ at }) => at + 1)
    lifted.set(region, Math.max(0, ...times))
  }
  const announced = await announceWish(publisher, regions, {
    ask: patientDoor(publisher),
    fromStore: true,
    wishIn: (region) => {
      const addedAt = Math.max(publisher.now(), lifted.get(region) ?? 0)
      return { add: standing.flatMap(({ takedown }) => datedIn(publisher, region, { takedown, addedAt })), lift: [] }
    },
  })
  refuseWaiting(announced, true)
  return outcomes
}
