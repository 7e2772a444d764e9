import type { Redis } from '@upstash/redis/cloudflare'
import type { TakedownId } from '../../model/fields/identifier.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { type Takedown, takedown as takedownSchema } from '../../model/nouns/takedown.ts'
import { appendAudit, queueAudit } from '../reports/audit-log.ts'
import { sendRepeatable, sendTransaction } from '../store/checked-pipeline.ts'
import { sameContent } from '../store/compare-stored.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { scanHash } from '../store/read-documents.ts'
import { asTexts } from '../store/replies.ts'
import { ScheduleError } from '../store/schedule-error.ts'

/** A takedown in force, as stored for one region. */
export interface StoredTakedown {
  readonly takedown: Takedown
  /** Milliseconds since 1970. */
  readonly addedAt: number
}

/** `conflict`: another order has this id already. */
export type TakedownOutcome = 'accepted' | 'unchanged' | 'conflict'

/** An order, and the regions that it reaches. */
export interface PlacedTakedown {
  readonly takedown: Takedown
  readonly regions: readonly RegionId[]
}

/**
 * Orders in a request: fifty with the longest reasons, in all regions and with their audit entries, stay within its
 * limit.
 */
const ORDERS_A_REQUEST = 50

/**
 * Puts a takedown in force in these regions. `conflict`: another order has this id already. Replacing it could lift a
 * part of it, so it must be lifted first, or this order needs another id.
 */
export async function addTakedown(
  context: ScheduleContext,
  takedown: Takedown,
  regions: readonly RegionId[],
  actor: string,
): Promise<TakedownOutcome> {
  const [outcome = 'conflict'] = await addTakedowns(context, [{ takedown, regions }], actor)
  return outcome
}

/** As `addTakedown`, for many, in bounded requests; the outcomes are in the same order. */
export async function addTakedowns(
  context: ScheduleContext,
  placed: readonly PlacedTakedown[],
  actor: string,
): Promise<readonly TakedownOutcome[]> {
  const outcomes: TakedownOutcome[] = []
  for (let from = 0; from < placed.length; from += ORDERS_A_REQUEST) {
    outcomes.push(...(await addSome(context, placed.slice(from, from + ORDERS_A_REQUEST), actor)))
  }
  return outcomes
}

/** The outcomes that orders would have; nothing is written. */
export async function outcomesOf(redis: Redis, placed: readonly PlacedTakedown[]): Promise<readonly TakedownOutcome[]> {
  const standing = await findTakedowns(
    redis,
    placed.map(({ takedown }) => takedown.id),
  )
  return placed.map(({ takedown, regions }): TakedownOutcome => {
    const there = standing.get(takedown.id)
    if (there === undefined) return 'accepted'
    return isSameOrder(there, takedown, regions) ? 'unchanged' : 'conflict'
  })
}

async function addSome(
  context: ScheduleContext,
  placed: readonly PlacedTakedown[],
  actor: string,
): Promise<readonly TakedownOutcome[]> {
  const outcomes = await outcomesOf(context.redis, placed)
  const fresh = placed.filter((_, index) => outcomes[index] === 'accepted')
  const at = context.now()
  const by = { actor, role: context.role ?? null }
  await sendTransaction(context.redis, (queue) => {
    for (const region of REGION_IDS) {
      const here = fresh.filter(({ regions }) => regions.includes(region))
      const entries = here.map(({ takedown }): [string, string] => {
        const stored: StoredTakedown = { takedown, addedAt: at }
        return [takedown.id, JSON.stringify(stored)]
      })
      if (entries.length > 0) queue.hset(keys.takedowns(region), Object.fromEntries(entries))
    }
    for (const { takedown } of fresh) {
      queueAudit(queue, { at, ...by, action: 'takedown.add', target: takedown.id, before: null, after: takedown })
    }
  })
  return outcomes
}

/** The takedowns of a region, oldest first, including those that have ended (`until`). */
export async function listTakedowns(redis: Redis, region: RegionId): Promise<StoredTakedown[]> {
  const found = new Map<string, StoredTakedown>()
  for await (const page of scanHash(redis, keys.takedowns(region))) {
    for (const [id, json] of page) found.set(id, parseTakedown(region, id, json))
  }
  return [...found.values()].sort(
    (left, right) => left.addedAt - right.addedAt || (left.takedown.id < right.takedown.id ? -1 : 1),
  )
}

/** Ends a takedown everywhere. The audit log keeps its content; null: there was none. */
export async function liftTakedown(context: ScheduleContext, id: TakedownId, actor: string): Promise<Takedown | null> {
  const standing = await findTakedown(context.redis, id)
  const [first] = standing.values()
  if (first === undefined) return null
  await sendTransaction(context.redis, (queue) => {
    for (const region of REGION_IDS) queue.hdel(keys.takedowns(region), id)
    const at = context.now()
    const by = { actor, role: context.role ?? null }
    queueAudit(queue, { at, ...by, action: 'takedown.lift', target: id, before: first.takedown, after: null })
  })
  return first.takedown
}

/** Removes orders from a region that were lifted before; their lifting is in the audit log already. */
export async function dropLifted(redis: Redis, region: RegionId, ids: readonly string[]): Promise<void> {
  const [first, ...rest] = ids
  if (first !== undefined) await sendRepeatable(redis, (queue) => queue.hdel(keys.takedowns(region), first, ...rest))
}

/**
 * Notes what the store forgot of a region's announced withdrawals, in the audit log, once for each.
 * @param names ids of orders, and `change:<number>`
 */
export async function noteForgotten(
  context: ScheduleContext,
  region: RegionId,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return
  const replies = await sendRepeatable(context.redis, (queue) => {
    for (const name of names) queue.sadd(keys.takedownsForgotten(region), name)
  })
  const fresh = names.filter((_, index) => replies[index] === 1)
  if (fresh.length === 0) return
  await appendAudit(context.redis, {
    at: context.now(),
    actor: 'store',
    role: null,
    action: 'takedown.forgotten',
    target: region,
    before: null,
    after: {
      count: fresh.length,
      names: fresh.slice(0, 100),
      why: 'announced, but not in the scheduling store: it stays announced',
    },
  })
}

/** The regions that have a takedown with this id, and its content there. */
export async function findTakedown(redis: Redis, id: TakedownId): Promise<Map<RegionId, StoredTakedown>> {
  return (await findTakedowns(redis, [id])).get(id) ?? new Map()
}

async function findTakedowns(
  redis: Redis,
  ids: readonly TakedownId[],
): Promise<ReadonlyMap<string, Map<RegionId, StoredTakedown>>> {
  const found = new Map<string, Map<RegionId, StoredTakedown>>()
  if (ids.length === 0) return found
  const replies = await sendRepeatable(redis, (queue) => {
    for (const region of REGION_IDS) queue.hmget(keys.takedowns(region), ...ids)
  })
  REGION_IDS.forEach((region, index) => {
    asTexts(replies[index]).forEach((json, at) => {
      const id = ids[at]
      if (json === null || id === undefined) return
      const standing = found.get(id) ?? new Map<RegionId, StoredTakedown>()
      found.set(id, standing)
      standing.set(region, parseTakedown(region, id, json))
    })
  })
  return found
}

/** The actor is not compared: an order that somebody else sends again is the same order. */
function isSameOrder(
  standing: ReadonlyMap<RegionId, StoredTakedown>,
  takedown: Takedown,
  regions: readonly RegionId[],
) {
  return regions.every((region) => {
    const there = standing.get(region)
    return there !== undefined && sameContent({ ...there.takedown, actor: '' }, { ...takedown, actor: '' })
  })
}

function parseTakedown(region: RegionId, id: string, json: string): StoredTakedown {
  const content = JSON.parse(json) as StoredTakedown
  const parsed = takedownSchema.safeParse(content.takedown)
  if (!parsed.success)
    throw new ScheduleError(
      'inconsistent',
      `takedown ${id} in ${keys.takedowns(region)} is not readable; lift it and add it anew`,
    )
  return { takedown: parsed.data, addedAt: content.addedAt }
}
