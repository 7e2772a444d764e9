import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { type DeliveryReport, deliveryReport } from '../../../contracts/ops/answers/deliveries.ts'
import { sendRepeatable, sendRepeatableTransaction } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asNumber, asText, asTexts, asWords } from '../../store/replies.ts'

/** How long a delivery's report is kept. */
const KEPT_SECONDS = 30 * 86_400
/** How many deliveries of a feed are listed. */
const LISTED = 200

const stored = z.object({
  delivery: z.string(),
  feed: z.string(),
  mode: z.enum(['full', 'delta']),
  state: z.enum(['open', 'running', 'promoted', 'unchanged', 'held', 'refused', 'discarded']),
  approve: z.boolean(),
  actor: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** Items that were looked at so far. */
  items: z.number(),
  report: deliveryReport.nullable(),
})

/** A delivery as it is stored. */
export type StoredDelivery = Omit<z.infer<typeof stored>, 'report'> & { readonly report: DeliveryReport | null }

/** The beginning of the id of what a person mends of a single item. */
export const FIX = 'fix_'

/** Whether it is what a person mended of a single item. */
export const isFix = (delivery: string): boolean => delivery.startsWith(FIX)

/** A delivery; null: there is none of this id, or it has lapsed. */
export async function readDelivery(redis: Redis, id: string): Promise<StoredDelivery | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.delivery(id)))
  return parseDelivery(asText(reply))
}

/** The last deliveries of a feed, the newest first. */
export async function listDeliveries(redis: Redis, feed: string): Promise<StoredDelivery[]> {
  const [reply] = await sendRepeatable(redis, (queue) =>
    queue.zrange(keys.feedDeliveries(feed), 0, LISTED - 1, { rev: true }),
  )
  const ids = asWords(reply)
  if (ids.length === 0) return []
  const [found] = await sendRepeatable(redis, (queue) => queue.mget(ids.map(keys.delivery)))
  return asTexts(found).flatMap((json) => parseDelivery(json) ?? [])
}

/** Stores a delivery, and lists it with its feed. */
export async function writeDelivery(redis: Redis, delivery: StoredDelivery): Promise<void> {
  const { feed, at, delivery: id } = delivery
  await sendRepeatableTransaction(redis, (queue) => {
    queue.set(keys.delivery(id), JSON.stringify(delivery), { ex: KEPT_SECONDS })
    queue.zadd(keys.feedDeliveries(feed), { score: at, member: id })
    queue.zremrangebyscore(keys.feedDeliveries(feed), 0, at - KEPT_SECONDS * 1000)
    if (delivery.state === 'promoted' || delivery.state === 'unchanged') {
      queue.hset(keys.feedState(feed), { watermark: String(at) })
    }
    if (delivery.state !== 'open' && delivery.state !== 'running') {
      queue.hdel(keys.feedState(feed), 'running')
      queue.hset(keys.feedState(feed), { last: JSON.stringify({ delivery: id, outcome: delivery.state, at }) })
    }
  })
}

/**
 * Notes that a feed is complete until then, although nothing new came.
 *
 * @param at milliseconds since 1970
 */
export async function renewWatermark(redis: Redis, feed: string, at: number): Promise<void> {
  await sendRepeatable(redis, (queue) => queue.hset(keys.feedState(feed), { watermark: String(at) }))
}

/** What is known of a feed besides its settings. Times are in milliseconds since 1970. */
export interface FeedState {
  readonly watermark: number | null
  readonly last: { readonly delivery: string; readonly outcome: StoredDelivery['state']; readonly at: number } | null
  readonly items: number
  readonly quarantined: number
}

const last = z.object({ delivery: z.string(), outcome: stored.shape.state, at: z.number() })

/** How a feed is. */
export async function readFeedState(redis: Redis, feed: string): Promise<FeedState> {
  const [state] = await readFeedStates(redis, [feed])
  if (state === undefined) throw new RangeError('a feed without a state')
  return state
}

/** How feeds are, in their order, with one request. */
export async function readFeedStates(redis: Redis, feeds: readonly string[]): Promise<readonly FeedState[]> {
  if (feeds.length === 0) return []
  const replies = await sendRepeatable(redis, (queue) => {
    for (const feed of feeds) {
      queue.hmget(keys.feedState(feed), 'watermark', 'last')
      queue.hlen(keys.feedItems(feed))
      queue.hlen(keys.feedQuarantine(feed))
    }
  })
  return feeds.map((_feed, index) => {
    const [watermark, ended] = asTexts(replies[3 * index])
    return {
      watermark: watermark ? Number(watermark) : null,
      last: ended ? last.parse(JSON.parse(ended)) : null,
      items: asNumber(replies[3 * index + 1]),
      quarantined: asNumber(replies[3 * index + 2]),
    }
  })
}

function parseDelivery(json: string | null): StoredDelivery | null {
  return json === null ? null : (stored.parse(JSON.parse(json)) as StoredDelivery)
}
