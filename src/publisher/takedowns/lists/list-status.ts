import type { TakedownListStatus } from '../../../contracts/ops/answers/regions.ts'
import { WITHDRAWN_TIERS } from '../../../model/nouns/campaign-vocabulary.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { listTakedowns } from '../../../schedule/takedowns/takedowns.ts'
import { DENIES_NAME } from '../../../snapshot/format.ts'
import { FORGOTTEN_FROM } from '../../../snapshot/takedowns/limits.ts'
import { chanceOfHidingOneTooMany, decodePacked } from '../../../snapshot/takedowns/packed.ts'
import { takedownBound } from '../../../snapshot/takedowns/takedown-bound.ts'
import { storedBytes } from '../../announce/live-region.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import { datedIn, journalIfRead } from '../journal/journal.ts'
import type { StoreDoor } from '../journal/store-door.ts'
import type { Order } from '../withdrawn.ts'
import { type LiveList, listToTell } from './announced-list.ts'

/** The state of a region's takedown list. */
export async function listStatus(
  publisher: PublisherContext,
  region: RegionId,
  ask: StoreDoor,
): Promise<TakedownListStatus> {
  const [{ live: announced, unreadable }, journal, stored] = await Promise.all([
    listToTell(region, publisher),
    journalIfRead(publisher),
    ask(({ redis }) => listTakedowns(redis, region)),
  ])
  const { list, delta } = announced
  const base = await announced.base()
  const orders = [...delta.orders, ...(base?.orders ?? [])]
  const changes = [...delta.changes, ...(base?.changes ?? [])]
  const known = new Set<string>(stored?.map(({ takedown }) => takedown.id))
  const noted = new Set(
    journal.orders
      .filter((each) => datedIn(publisher, region, each).length > 0)
      .map(({ takedown }) => takedown.id as string),
  )
  const lost = stored === null ? [] : orders.filter(({ id }) => !known.has(id) && !noted.has(id))
  const forgotten = changes.filter(({ number }) => number >= FORGOTTEN_FROM)
  return {
    count: orders.length,
    bound: takedownBound(),
    tiers: tiersOf(orders, publisher.now()),
    narrowings: changes.length,
    ageSeconds: list === null ? null : ageSeconds(list.createdAt, publisher.now()),
    /** Things that are withdrawn by short hashes; what of the rest these hide by chance, and what had to be given up for them. */
    packed: list?.packed?.count ?? 0,
    chanceOfOneTooMany: await chanceOf(publisher, announced),
    givenUp: base?.givenUp ?? null,
    /** Why nothing is known of the list, and nothing can be written over it; null: it is readable. */
    unreadable,
    storeAnswers: stored !== null,
    journalRead: journal.isRead,
    notYetStored: [...noted].filter((id) => !known.has(id)).length,
    storeForgot: lost.length + forgotten.reduce((sum, { targets }) => sum + targets.length, 0),
  }
}

/** Tiers that orders in force withdraw, the strongest first. */
function tiersOf(orders: readonly Order[], now: number): readonly string[] {
  const open = orders.filter(({ until }) => until === null || until > now)
  return WITHDRAWN_TIERS.filter((tier) => open.some(({ target }) => target === `tier:${tier}`))
}

function ageSeconds(createdAt: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(createdAt)) / 1000))
}

/** The chance of a false positive of the packed part; null: nothing is packed, or it cannot be read. */
async function chanceOf({ sink }: PublisherContext, { list }: LiveList): Promise<number | null> {
  if (!list?.packed) return null
  const bytes = await storedBytes(list.packed.sha256, DENIES_NAME, sink).catch(() => null)
  const groups = bytes === null ? null : decodePacked(bytes)
  return groups && chanceOfHidingOneTooMany(groups)
}
