import type { Redis } from '@upstash/redis/cloudflare'
import type { TakedownId } from '../model/identifier.ts'
import { REGION_IDS, type RegionId } from '../model/region.ts'
import { type Takedown, takedown as takedownSchema } from '../model/takedown.ts'
import { queueAudit } from './audit-log.ts'
import { sendRepeatable, sendTransaction } from './checked-pipeline.ts'
import { sameContent } from './compare-stored.ts'
import type { ScheduleContext } from './connect.ts'
import { keys } from './keys.ts'
import { asFields, asText } from './replies.ts'
import { ScheduleError } from './schedule-error.ts'

/** A takedown in force, as one region knows it. */
export interface StoredTakedown {
  readonly takedown: Takedown
  /** Milliseconds since 1970. */
  readonly addedAt: number
}

/**
 * Puts a takedown in force in these regions. `conflict`: the id stands for another order already;
 * replacing it could lift part of that one, so it must be lifted first, or this one get its own id.
 */
export async function addTakedown(
  context: ScheduleContext,
  takedown: Takedown,
  regions: readonly RegionId[],
  actor: string,
): Promise<'accepted' | 'unchanged' | 'conflict'> {
  const standing = await findTakedown(context.redis, takedown.id)
  if (standing.size > 0) return isSameOrder(standing, takedown, regions) ? 'unchanged' : 'conflict'
  const at = context.now()
  const stored: StoredTakedown = { takedown, addedAt: at }
  await sendTransaction(context.redis, (queue) => {
    for (const region of regions) queue.hset(keys.takedowns(region), { [takedown.id]: JSON.stringify(stored) })
    const by = { actor, role: context.role ?? null }
    queueAudit(queue, { at, ...by, action: 'takedown.add', target: takedown.id, before: null, after: takedown })
  })
  return 'accepted'
}

/** What is in force in a region, oldest first; what has run out (`until`) is still listed. */
export async function listTakedowns(redis: Redis, region: RegionId): Promise<StoredTakedown[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hgetall(keys.takedowns(region)))
  const found = [...asFields(reply)].map(([id, json]) => parseTakedown(region, id, json))
  return found.sort((left, right) => left.addedAt - right.addedAt || (left.takedown.id < right.takedown.id ? -1 : 1))
}

/** Ends a takedown everywhere. The audit log keeps what it was; null: there was none. */
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

/** The regions in which an id stands, and as what. */
export async function findTakedown(redis: Redis, id: TakedownId): Promise<Map<RegionId, StoredTakedown>> {
  const replies = await sendRepeatable(redis, (queue) => {
    for (const region of REGION_IDS) queue.hget(keys.takedowns(region), id)
  })
  const standing = new Map<RegionId, StoredTakedown>()
  REGION_IDS.forEach((region, index) => {
    const json = asText(replies[index])
    if (json !== null) standing.set(region, parseTakedown(region, id, json))
  })
  return standing
}

/** Whoever gives it: an order that is sent again by somebody else is still the same order. */
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
