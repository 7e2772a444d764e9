import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import { liftUnmade } from '../../schedule/takedowns/draw-change.ts'
import { findTakedown, liftTakedown } from '../../schedule/takedowns/takedowns.ts'
import { keys } from '../../snapshot/format.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { announceWish } from './announce-wish.ts'
import { journalIfRead, noteAudit } from './journal/journal.ts'
import { urgentDoor } from './journal/store-door.ts'
import { announcedList, type LiveList } from './lists/announced-list.ts'
import { forgottenName } from './merge.ts'
import { regionsOfTakedown } from './reach.ts'

/** An order in force, or a narrowing that the store forgot. */
export interface FoundOrder {
  /** The full order; null: only the lists have it, as target and territories. */
  readonly takedown: Takedown | null
  /** Where it is announced, or will be. */
  readonly regions: readonly RegionId[]
}

/**
 * Finds what can be lifted by its id: on lists, in the journal or in the store. Null: none of those that answer has it.
 */
export async function findStanding(publisher: PublisherContext, id: string): Promise<FoundOrder | null> {
  const ask = urgentDoor(publisher)
  const lists = await Promise.all(
    REGION_IDS.map(async (region) => ({ region, list: await announcedList(region, publisher) })),
  )
  const announced: RegionId[] = []
  for (const { region, list } of lists) if (await says(list, id)) announced.push(region)
  const noted = (await journalIfRead(publisher)).orders.find(({ takedown }) => takedown.id === id)?.takedown
  const stored = id.startsWith('tkd_') ? await ask(({ redis }) => findTakedown(redis, id as Takedown['id'])) : null
  const [first] = stored?.values() ?? []
  const takedown = first?.takedown ?? noted ?? null
  const regions = new Set([...announced, ...(takedown ? regionsOfTakedown(publisher.rules, takedown) : [])])
  for (const region of stored?.keys() ?? []) regions.add(region)
  return regions.size === 0 ? null : { takedown, regions: REGION_IDS.filter((region) => regions.has(region)) }
}

async function says({ list, delta, base }: LiveList, id: string): Promise<boolean> {
  if (list === null) return false
  const isIt = ({ orders, changes }: Pick<LiveList['delta'], 'orders' | 'changes'>): boolean =>
    orders.some((order) => order.id === id) || changes.some((change) => forgottenName(change) === id)
  if (isIt(delta)) return true
  const standing = await base()
  if (standing === null) {
    throw new OpsProblem(503, 'Not lifted', 'The ledger of a list cannot be read back just now; try again later.', 'id')
  }
  return isIt(standing)
}

/**
 * Lifts an order everywhere. The lifting is announced in the lists, and takes precedence over the store: so it works
 * while the store is down, and a store that is restored from a backup does not bring the order back.
 *
 * @throws OpsProblem 503 naming the regions in which it still holds: lift it again
 */
export async function lift(
  publisher: PublisherContext,
  id: string,
  standing: FoundOrder,
  actor: string,
): Promise<void> {
  const at = publisher.now()
  // Otherwise the next writer of a list would announce it as a new order.
  await publisher.sink.delete(keys.order(id))
  const { waiting, causes } = await announceWish(publisher, standing.regions, {
    ask: urgentDoor(publisher),
    fromStore: false,
    wishIn: () => ({ add: [], lift: [{ id, at }] }),
  })
  if (waiting.length > 0) {
    const detail = `The list of ${waiting.join(', ')} could not be written: it is still in force there. Lift it again.`
    throw new OpsProblem(503, 'Not lifted everywhere yet', [detail, ...causes].join(' '))
  }
  const ask = urgentDoor(publisher)
  const told = await ask(async (context) => {
    const change = /^change:(\d+)$/.exec(id)?.[1]
    if (change !== undefined) await liftUnmade(context.redis, Number(change))
    return id.startsWith('tkd_') ? await liftTakedown(context, id as Takedown['id'], actor) : null
  })
  if (told !== null) return
  const before = standing.takedown ?? { id }
  const entry = { at, actor, role: publisher.role ?? null, action: 'takedown.lift', target: id, before, after: null }
  await noteAudit(publisher, entry).catch(() =>
    console.error(JSON.stringify({ level: 'error', code: 'lift-not-audited', id })),
  )
}
