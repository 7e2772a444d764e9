import type { RegionId } from '../../../model/nouns/region.ts'
import { drawListSequence, lastListSequence } from '../../../schedule/takedowns/list-sequence.ts'
import type { StoredNarrowings } from '../../../schedule/takedowns/narrowings.ts'
import { keys } from '../../../snapshot/format.ts'
import { sha256Hex } from '../../../snapshot/sha256.ts'
import { LIST_TEXT_KEPT_SECONDS } from '../../../snapshot/takedowns/limits.ts'
import { livePointer } from '../../announce/live-region.ts'
import { putValues, ReadBackMismatch } from '../../publish/put-shards.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import { completeness } from '../journal/complete-from.ts'
import type { JournalReader, NotedHere } from '../journal/journal.ts'
import type { StoreDoor } from '../journal/store-door.ts'
import { type RegionView, storeView } from '../journal/store-view.ts'
import { mergeWithdrawn, type Wish } from '../merge.ts'
import { NOTHING, together } from '../withdrawn.ts'
import { announcedList, type LiveList } from './announced-list.ts'
import type { Written } from './list-desk.ts'
import { type SealedList, sealList } from './seal-list.ts'
import { UnreadableList } from './unreadable-list.ts'

/**
 * How many rounds are tried until the list is the newest; another round is needed when somebody else wrote meanwhile.
 */
const ROUNDS_MAX = 5

/** KV accepts one write a second for each key. */
const BETWEEN_WRITES_MS = 1_100

/**
 * Bytes that feeds and narrowings leave free in a list: a hundred manual orders then fit without reading its ledger.
 */
const SPARE_BYTES = 16 * 1024

/** How a list is to be written. */
export interface ListOrder {
  readonly wish: Wish
  readonly ask: StoreDoor
  /** Whether the store is asked for its withdrawals, or only for a number: a manual order does not wait for them. */
  readonly fromStore: boolean
  /** The store's narrowings, if they were read for several regions at once. */
  readonly narrowings?: Promise<StoredNarrowings>
  /** The orders of the journal that reach the region. */
  readonly journal: JournalReader
}

/** Adds and lifts nothing: the list is only brought up to date. */
export const NO_WISH: Wish = { add: [], lift: [] }

/**
 * Writes a region's list. Concurrent writers are safe: a number is drawn before the announced list is read, so a higher
 * number means a list at least as new. A writer that then finds a higher number, or not what it wrote, writes again. No
 * gate, lock or check of the publish cycle can hold it up.
 *
 * @throws when the wish is not announced in the end, whoever wrote the list; `UnreadableList` when the announced list
 * cannot be read
 */
export async function writeList(publisher: PublisherContext, region: RegionId, order: ListOrder): Promise<Written> {
  let isJournalRead = true
  for (let round = 1; round <= ROUNDS_MAX; round++) {
    if (round > 1) await publisher.wait(BETWEEN_WRITES_MS)
    const drawn = await drawnOver(publisher, region, order).catch((error: unknown) => {
      // The error may be temporary.
      if (error instanceof UnreadableList && round < ROUNDS_MAX) return null
      throw error
    })
    if (drawn === null || (drawn.announced.list?.sequence ?? 0) >= drawn.sequence) continue
    const noted = await order.journal(region, round)
    isJournalRead = noted.isRead
    const sealed = await sealedList(publisher, region, { ...drawn, noted, order })
    if (!(await isPut(publisher, region, sealed))) continue
    const newest = await order.ask((context) => lastListSequence(context, region))
    if (newest === null || newest <= drawn.sequence) return { isJournalRead }
  }
  if (await isGranted(await announcedList(region, publisher), order.wish)) return { isJournalRead }
  throw new ReadBackMismatch(`the takedown list of ${region} was written by somebody else each time`)
}

/** Whether a list contains the wish, whoever wrote it. */
export async function isGranted({ list, delta, base }: LiveList, { add, lift }: Wish): Promise<boolean> {
  if (list === null) return false
  const lifted = new Set(list.lifted.map(({ id }) => id))
  const said = new Set(delta.orders.map(({ id }) => id))
  if (!add.every(({ order }) => said.has(order.id))) for (const { id } of (await base())?.orders ?? []) said.add(id)
  return add.every(({ order }) => said.has(order.id)) && lift.every(({ id }) => lifted.has(id))
}

interface Drawn {
  readonly sequence: number
  readonly mayBeOld: boolean
  readonly announced: LiveList
}

/**
 * Draws the number of the next list, then reads the announced one. Without the store the number is chosen some way
 * above the announced one, so that two writers rarely get the same.
 */
async function drawnOver(publisher: PublisherContext, region: RegionId, { ask }: ListOrder): Promise<Drawn> {
  const live = (await announcedList(region, publisher)).sequence
  const number = await ask((context) => drawListSequence(context, region, live))
  const sequence = number ?? live + 1 + (await chance(publisher))
  const announced = await announcedList(region, publisher)
  // Whoever drew a number in between may have announced a list that was not read here.
  const mayBeOld = announced.isBehind || (number !== null && number > (announced.list?.sequence ?? 0) + 1)
  return { sequence, announced, mayBeOld }
}

async function chance({ newToken }: Pick<PublisherContext, 'newToken'>): Promise<number> {
  const bytes = new TextEncoder().encode((await sha256Hex(new TextEncoder().encode(newToken()))).slice(0, 1))
  return (bytes[0] ?? 0) % 16
}

interface Round extends Drawn {
  readonly noted: NotedHere
  readonly order: ListOrder
}

async function sealedList(publisher: PublisherContext, region: RegionId, round: Round): Promise<SealedList> {
  const { announced, mayBeOld, order } = round
  // When the announced list may be incomplete, the store is asked even for an urgent order.
  const isAsked = order.fromStore || announced.list === null || mayBeOld
  const view = isAsked ? await viewOf(publisher, region, order) : null
  if (announced.isBehind && view === null) throw UnreadableList.behind(region, announced.sequence)
  const isSimple = view === null && order.wish.lift.length === 0
  const quick = isSimple ? await sealedOver(publisher, region, { ...round, view, standing: null }) : null
  if (quick !== null) return quick
  const standing = await announced.base()
  const sealed = await sealedOver(publisher, region, { ...round, view, standing })
  if (sealed !== null) return sealed
  throw new Error(`the ledger of the takedown list of ${region} cannot be read back, and the list is full`)
}

/** The store's withdrawals in a region; null when it does not answer. */
export async function viewOf(
  publisher: PublisherContext,
  region: RegionId,
  { ask, narrowings }: Pick<ListOrder, 'ask' | 'narrowings'>,
): Promise<RegionView | null> {
  const live = await livePointer(region, publisher)
  return ask((context) => storeView(context, { rules: publisher.rules, region, live, narrowings }))
}

interface Over extends Round {
  readonly view: RegionView | null
  /** As the parameter of `sealList`. */
  readonly standing: Parameters<typeof sealList>[2]
}

async function sealedOver(publisher: PublisherContext, region: RegionId, over: Over): Promise<SealedList | null> {
  const { announced, noted, order, sequence, standing, view } = over
  const { completeFrom, putBack } = await completeness(publisher, region, announced, view)
  const said = together(standing ?? NOTHING, announced.delta, { orders: [], changes: putBack })
  const lifted = announced.list?.lifted ?? []
  const { wish } = order
  const merged = mergeWithdrawn({ announced: said, lifted, store: view, journal: noted.orders, wish }, publisher.now())
  const wanted = {
    ...merged,
    region,
    sequence,
    narrowed: view?.narrowed ?? [],
    completeFrom,
    spareBytes: view === null ? 0 : SPARE_BYTES,
  }
  return sealList(wanted, announced, standing, publisher)
}

/**
 * Writes the values that a list names and reads them back, then writes the list; false when it reads back different,
 * because somebody else wrote or the write was lost. The archive copy is written at the same time, so that no order
 * waits for it.
 */
async function isPut(
  publisher: PublisherContext,
  region: RegionId,
  { payload, text, values }: SealedList,
): Promise<boolean> {
  const { sink } = publisher
  await putValues(values, sink)
  const sha256 = await sha256Hex(new TextEncoder().encode(text))
  const archived = sink.put(keys.takedownsText(sha256), text, { lifetimeSeconds: LIST_TEXT_KEPT_SECONDS }).catch(() =>
    // Decisions under this list cannot be replayed without the copy; nothing else is lost.
    console.error(JSON.stringify({ level: 'error', code: 'takedowns-not-archived', region })),
  )
  await Promise.all([sink.put(keys.takedowns(region), text), archived])
  const isThere = (await sink.getText(keys.takedowns(region))) === text
  if (isThere) publisher.lists.saw(region, payload.sequence)
  return isThere
}
