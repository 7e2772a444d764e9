import type { RegionId } from '../../model/nouns/region.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import { addTakedown, addTakedowns, type TakedownOutcome } from '../../schedule/takedowns/takedowns.ts'
import { liveTakedowns } from '../announce/live-region.ts'
import { tellPurge } from '../notices/purge-notice.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { announceWish, refuseWaiting } from './announce-wish.ts'
import { datedIn, noteOrder } from './journal/journal.ts'
import { patientDoor, urgentDoor } from './journal/store-door.ts'
import { regionsOfTakedown } from './reach.ts'

/** The result of a manual order, which is in force in all of its regions. */
export interface TakenDown {
  readonly regions: readonly RegionId[]
  /** Whether the scheduling store has it; if not, it is written there once the store answers again. */
  readonly isStored: boolean
  /** Whether the lists include the journal's other orders; if not, the next write adds them. */
  readonly isJournalRead: boolean
}

/**
 * Takes something down by hand. Needs only KV and the signing key. The order is written into the journal, then onto the
 * list of every region that it reaches; meanwhile it is stored, if the store answers in time.
 *
 * @throws OpsProblem 503 naming the regions in which it is not in force yet
 */
export async function takeDown(publisher: PublisherContext, takedown: Takedown, actor: string): Promise<TakenDown> {
  const regions = regionsOfTakedown(publisher.rules, takedown)
  const lifted = await liftedBefore(publisher, regions)
  const addedAt = Math.max(publisher.now(), ...lifted.values())
  const isNoted = await noteOrder(publisher, { takedown, addedAt, actor, role: publisher.role ?? null }).then(
    () => true,
    // The order is on the lists even if the store failed.
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
  // Without the store, whoever settles the journal tells it.
  if (outcome !== null) await urgentDoor(publisher)(({ redis }) => tellPurge({ ...publisher, redis }, takedown))
  return { regions, isStored: outcome !== null, isJournalRead: announced.isJournalRead }
}

/**
 * Puts the takedowns of a feed into the store, then onto the lists of all regions that they reach, in one write each.
 * An order that is given again after it was lifted is intended.
 */
export async function takeDownMany(
  publisher: PublisherContext,
  takedowns: readonly Takedown[],
  actor: string,
): Promise<readonly TakedownOutcome[]> {
  const placed = takedowns.map((takedown) => ({ takedown, regions: regionsOfTakedown(publisher.rules, takedown) }))
  const outcomes = await addTakedowns(publisher, placed, actor)
  // Includes orders that existed already: their list may not have been written the first time.
  const standing = placed.filter((_, index) => outcomes[index] !== 'conflict')
  const regions = [...new Set(standing.flatMap((each) => each.regions))]
  const lifted = await liftedBefore(publisher, regions)
  const announced = await announceWish(publisher, regions, {
    ask: patientDoor(publisher),
    fromStore: true,
    wishIn: (region) => {
      const addedAt = Math.max(publisher.now(), lifted.get(region) ?? 0)
      return { add: standing.flatMap(({ takedown }) => datedIn(publisher, region, { takedown, addedAt })), lift: [] }
    },
  })
  refuseWaiting(announced, true)
  for (const [index, takedown] of takedowns.entries()) {
    if (outcomes[index] === 'accepted') await tellPurge(publisher, takedown)
  }
  return outcomes
}

/**
 * Region → the instant before which all of its liftings were, milliseconds since 1970. An order that was lifted and is
 * given again counts from then on, whatever the clock says here. A list that cannot be read delays no order.
 */
async function liftedBefore(
  publisher: PublisherContext,
  regions: readonly RegionId[],
): Promise<ReadonlyMap<RegionId, number>> {
  const lists = await Promise.all(regions.map((region) => liveTakedowns(region, publisher).catch(() => null)))
  return new Map(
    regions.map((region, index) => [region, Math.max(0, ...(lists[index]?.lifted ?? []).map(({ at }) => at + 1))]),
  )
}
