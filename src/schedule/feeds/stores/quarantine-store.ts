import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { itemFinding } from '../../../contracts/ops/answers/deliveries.ts'
import { REQUEST_BYTES } from '../../store/bounded-requests.ts'
import { type CommandQueue, sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asFields, asText, asTexts, asWords } from '../../store/replies.ts'

/** An item in quarantine, as it is stored. */
export const quarantinedItem = z.object({
  quarantine: z.string(),
  feed: z.string(),
  /** The item's key among those of its feed. */
  key: z.string(),
  item: z.string().nullable(),
  delivery: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  line: z.number(),
  source: z.string(),
  drafts: z.array(z.looseObject({ type: z.string(), id: z.string() })),
  findings: z.array(itemFinding),
  /** How many of the first findings came from reading the source; the others from checking the records. */
  mapped: z.number(),
  /** The records of its last good version. */
  good: z.array(z.string()),
  patch: z.record(z.string(), z.record(z.string(), z.unknown())).nullable(),
  fixed: z.boolean(),
})

/** An item in quarantine. */
export type QuarantinedItem = z.infer<typeof quarantinedItem>

const AT_ONCE = 100

/** An entry; null: there is none of this id. */
export async function readQuarantined(redis: Redis, id: string): Promise<QuarantinedItem | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.quarantineEntry(id)))
  const json = asText(reply)
  return json === null ? null : quarantinedItem.parse(JSON.parse(json))
}

/** The entries of a feed: key of the item → id of the entry. `fixed`: those that a fix brought into force. */
export async function entriesOf(
  redis: Redis,
  feed: string,
): Promise<{ readonly open: ReadonlyMap<string, string>; readonly fixed: ReadonlyMap<string, string> }> {
  const [open, fixed] = await sendRepeatable(redis, (queue) => {
    queue.hgetall(keys.feedQuarantine(feed))
    queue.hgetall(keys.feedFixes(feed))
  })
  return { open: asFields(open), fixed: asFields(fixed) }
}

/** Entries by their ids; one that is gone is left out. */
export async function readEntries(redis: Redis, ids: readonly string[]): Promise<readonly QuarantinedItem[]> {
  const entries: QuarantinedItem[] = []
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE)
    const [found] = await sendRepeatable(redis, (queue) => queue.mget(some.map(keys.quarantineEntry)))
    for (const json of asTexts(found)) if (json !== null) entries.push(quarantinedItem.parse(JSON.parse(json)))
  }
  return entries
}

/**
 * A page of entries, the newest first.
 *
 * @param from how many of the newest are left out
 * @returns the entries that `wanted` takes, and how many were looked at in all; `next` null: there are no more
 */
export async function pageOfQuarantine(
  redis: Redis,
  from: number,
  wanted: (entry: QuarantinedItem) => boolean,
): Promise<{ readonly entries: readonly QuarantinedItem[]; readonly next: number | null }> {
  const entries: QuarantinedItem[] = []
  for (let at = from; ; at += AT_ONCE) {
    const [reply] = await sendRepeatable(redis, (queue) =>
      queue.zrange(keys.quarantine, at, at + AT_ONCE - 1, { rev: true }),
    )
    const ids = asWords(reply)
    if (ids.length === 0) return { entries, next: null }
    const [found] = await sendRepeatable(redis, (queue) => queue.mget(ids.map(keys.quarantineEntry)))
    for (const [index, json] of asTexts(found).entries()) {
      const entry = json === null ? null : quarantinedItem.parse(JSON.parse(json))
      if (entry === null || !wanted(entry)) continue
      entries.push(entry)
      if (entries.length === AT_ONCE) return { entries, next: at + index + 1 }
    }
  }
}

/** Stores entries; one of the same item is replaced. */
export async function writeQuarantined(redis: Redis, entries: readonly QuarantinedItem[]): Promise<void> {
  let pending: { entry: QuarantinedItem; json: string }[] = []
  let bytes = 0
  const flush = async () => {
    const request = pending
    pending = []
    bytes = 0
    if (request.length === 0) return
    await sendRepeatable(redis, (queue) => {
      for (const each of request) queueEntry(queue, each)
    })
  }
  for (const entry of entries) {
    const json = JSON.stringify(entry)
    if (bytes + json.length > REQUEST_BYTES || pending.length === AT_ONCE) await flush()
    pending.push({ entry, json })
    bytes += json.length
  }
  await flush()
}

function queueEntry(queue: CommandQueue, { entry, json }: { entry: QuarantinedItem; json: string }): void {
  queue.set(keys.quarantineEntry(entry.quarantine), json)
  queue.zadd(keys.quarantine, { score: entry.at, member: entry.quarantine })
  const [into, outOf] = entry.fixed
    ? [keys.feedFixes(entry.feed), keys.feedQuarantine(entry.feed)]
    : [keys.feedQuarantine(entry.feed), keys.feedFixes(entry.feed)]
  queue.hset(into, { [entry.key]: entry.quarantine })
  queue.hdel(outOf, entry.key)
}

/** Drops entries: their items are good again, or gone. */
export async function dropQuarantined(redis: Redis, feed: string, dropped: ReadonlyMap<string, string>): Promise<void> {
  const all = [...dropped]
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE)
    await sendRepeatable(redis, (queue) => {
      for (const [key, id] of some) {
        queue.del(keys.quarantineEntry(id))
        queue.zrem(keys.quarantine, id)
        queue.hdel(keys.feedQuarantine(feed), key)
        queue.hdel(keys.feedFixes(feed), key)
      }
    })
  }
}
