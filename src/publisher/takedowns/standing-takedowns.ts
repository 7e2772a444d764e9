import type { TakedownList } from '../../contracts/ops/answers/takedowns.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { listTakedowns, type StoredTakedown } from '../../schedule/takedowns/takedowns.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { journalIfRead, type NotedOrder } from './journal/journal.ts'
import { type StoreDoor, urgentDoor } from './journal/store-door.ts'
import { listToTell } from './lists/announced-list.ts'
import { forgottenName } from './merge.ts'
import { NOTHING, type Order, together, type Withdrawn } from './withdrawn.ts'

type StandingOrder = TakedownList['takedowns'][number] & {
  readonly regions: RegionId[]
  readonly announced: RegionId[]
}
type StandingChange = TakedownList['forgotten'][number] & { readonly regions: RegionId[] }

/** How many targets of a forgotten change are listed. */
const TARGETS_LISTED = 20

interface RegionOrders {
  readonly region: RegionId
  /** Whether the list and its ledger could be read; if not, only store and journal are included. */
  readonly isRead: boolean
  readonly said: Withdrawn
  readonly lifted: ReadonlySet<string>
  /** Null: the store does not answer. */
  readonly stored: ReadonlyMap<string, StoredTakedown> | null
}

/** The orders in force in these regions: announced, in the store, or in the journal. */
export async function standingTakedowns(
  publisher: PublisherContext,
  regions: readonly RegionId[],
): Promise<TakedownList> {
  const ask = urgentDoor(publisher)
  const journal = await journalIfRead(publisher)
  const noted = new Map(journal.orders.map((each) => [each.takedown.id as string, each]))
  const found = await Promise.all(regions.map((region) => ordersOf(publisher, region, ask)))
  const orders = new Map<string, StandingOrder>()
  for (const each of found) {
    for (const order of idsOf(each).map((id) => standingOrder(id, each, noted.get(id)))) {
      const known = orders.get(order.id)
      if (known) {
        known.regions.push(each.region)
        known.announced.push(...order.announced)
      } else orders.set(order.id, order)
    }
  }
  const takedowns = [...orders.values()].sort((a, b) => ((a.addedAt ?? '') < (b.addedAt ?? '') ? -1 : 1))
  const unread = found.filter(({ isRead }) => !isRead).map(({ region }) => region)
  return { takedowns, forgotten: changesOf(found), unread, journalRead: journal.isRead }
}

async function ordersOf(publisher: PublisherContext, region: RegionId, ask: StoreDoor): Promise<RegionOrders> {
  const { list, delta, base } = (await listToTell(region, publisher)).live
  const stored = await ask(({ redis }) => listTakedowns(redis, region))
  const standing = await base()
  return {
    region,
    isRead: standing !== null,
    said: together(standing ?? NOTHING, delta),
    lifted: new Set(list?.lifted.map(({ id }) => id)),
    stored: stored && new Map(stored.map((each) => [each.takedown.id as string, each])),
  }
}

function idsOf({ said, lifted, stored }: RegionOrders): readonly string[] {
  const announced = said.orders.map(({ id }) => id)
  const others = [...(stored?.keys() ?? [])].filter((id) => !lifted.has(id))
  return [...new Set([...announced, ...others])]
}

function standingOrder(
  id: string,
  { region, said, stored }: RegionOrders,
  noted: NotedOrder | undefined,
): StandingOrder {
  const inStore = stored?.get(id)
  const full = inStore?.takedown ?? noted?.takedown
  const addedAt = inStore?.addedAt ?? noted?.addedAt
  const announced = said.orders.find((order) => order.id === id)
  const absent = noted ? 'not-yet' : stored === null ? 'no-answer' : 'forgot'
  return {
    ...(full ?? bare(announced)),
    id,
    regions: [region],
    announced: announced === undefined ? [] : [region],
    addedAt: addedAt === undefined ? null : new Date(addedAt).toISOString(),
    store: inStore ? 'stored' : absent,
  }
}

function bare(order: Order | undefined) {
  const until = order?.until ?? null
  return {
    target: order?.target ?? '',
    territories: order?.territories ?? ['*'],
    until: until === null ? null : new Date(until).toISOString(),
    reason: '',
    actor: '',
  }
}

function changesOf(found: readonly RegionOrders[]): readonly StandingChange[] {
  const changes = new Map<string, StandingChange>()
  for (const { region, said } of found) {
    for (const change of said.changes) {
      const id = forgottenName(change)
      if (id === null) continue
      const { targets } = change
      const known = changes.get(id)
      if (known === undefined) {
        changes.set(id, { id, records: targets.length, targets: targets.slice(0, TARGETS_LISTED), regions: [region] })
      } else if (!known.regions.includes(region)) known.regions.push(region)
    }
  }
  return [...changes.values()]
}
