import { ageElsewhere } from '../../../model/nouns/age.ts'
import { REGION_IDS, type RegionId } from '../../../model/nouns/region.ts'
import { dropLifted, noteForgotten } from '../../../schedule/takedowns/takedowns.ts'
import { RESIGNED_AFTER_MS } from '../../../snapshot/takedowns/limits.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import { datedIn, type Journal, journalIfRead, journalOf } from '../journal/journal.ts'
import { settleJournal } from '../journal/settle-journal.ts'
import { forgivingDoor, patientDoor, type StoreDoor } from '../journal/store-door.ts'
import type { RegionView } from '../journal/store-view.ts'
import { forgottenName, type Merged, mergeWithdrawn } from '../merge.ts'
import { isNothing, NOTHING, together, without } from '../withdrawn.ts'
import { announcedList, type LiveList } from './announced-list.ts'
import { UnreadableList } from './unreadable-list.ts'
import { NO_WISH, viewOf, writeList } from './write-list.ts'

/**
 * Brings a region's list up to date: a snapshot is never announced without a list, a list that could not be written
 * before is written now, and an unchanged one is signed again before it gets old. Also tells the store what it has
 * forgotten.
 */
export async function ensureTakedowns(publisher: PublisherContext, region: RegionId): Promise<void> {
  await keepList(publisher, region, patientDoor(publisher))
}

/**
 * Completes all pending work on withdrawals in every region. Run by the cron, without a lock, and as far as possible
 * even when the store is down.
 */
export async function keepTakedowns(publisher: PublisherContext): Promise<void> {
  const ask = forgivingDoor(publisher)
  for (const region of REGION_IDS) {
    await keepList(publisher, region, ask).catch((error: unknown) => {
      const message = error instanceof UnreadableList ? error.message : undefined
      console.error(JSON.stringify({ level: 'error', code: 'takedowns-not-kept', region, message }))
    })
  }
}

async function keepList(publisher: PublisherContext, region: RegionId, ask: StoreDoor): Promise<void> {
  const journal = await journalIfRead(publisher)
  const isUnsettled = journal.orders.length > 0 || journal.audit.length > 0
  if (isUnsettled) await ask((context) => settleJournal({ ...publisher, ...context }, journal))
  const announced = await announcedList(region, publisher)
  const view = await viewOf(publisher, region, { ask })
  const said = together((await announced.base()) ?? NOTHING, announced.delta)
  const lifted = announced.list?.lifted ?? []
  const orders = journal.orders.flatMap((each) => datedIn(publisher, region, each))
  const sources = { announced: said, lifted, store: view, journal: orders, wish: NO_WISH }
  const merged = mergeWithdrawn(sources, publisher.now())
  if (view !== null) await ask((context) => tellStore({ ...publisher, ...context }, region, { view, merged, journal }))
  const isSaid = isNothing(without(merged.withdrawn, said)) && isNothing(without(announced.delta, merged.withdrawn))
  if (isSaid && !announced.isBehind && !isOld(announced, publisher.now())) return
  await writeList(publisher, region, { wish: NO_WISH, ask, fromStore: view !== null, journal: journalOf(publisher) })
}

function isOld({ list }: LiveList, now: number): boolean {
  return list === null || ageElsewhere(Date.parse(list.createdAt), now) > RESIGNED_AFTER_MS
}

interface Told {
  readonly view: RegionView
  readonly merged: Merged
  readonly journal: Journal
}

/** Notes once what is announced but unknown to the store, and removes from the store what was lifted. */
async function tellStore(
  publisher: PublisherContext,
  region: RegionId,
  { view, merged, journal }: Told,
): Promise<void> {
  const noted = new Set(journal.orders.map(({ takedown }) => takedown.id as string))
  const changes = merged.withdrawn.changes.flatMap((change) => forgottenName(change) ?? [])
  const orders = merged.forgottenOrders.filter((id) => !noted.has(id))
  await noteForgotten(publisher, region, [...new Set([...orders, ...changes])])
  const liftedAt = new Map(merged.lifted.map(({ id, at }) => [id, at]))
  const lifted = view.orders.filter(({ order, addedAt }) => addedAt <= (liftedAt.get(order.id) ?? -1))
  const ids = lifted.map(({ order }) => order.id)
  await dropLifted(publisher.redis, region, ids)
}
