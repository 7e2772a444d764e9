import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import type { ScheduleContext } from '../../store/connect.ts'
import { keys } from '../../store/keys.ts'
import { releaseLock, renewLock, takeLock } from '../../store/lock.ts'
import { asFields, asText } from '../../store/replies.ts'

const validators = z.object({
  /** `ETag`, for `If-None-Match`. */
  etag: z.string().nullable(),
  /** `Last-Modified`, for `If-Modified-Since`. */
  lastModified: z.string().nullable(),
  /** The delivery that brought the content. */
  delivery: z.string(),
})
/** By what a source tells whether its feed has changed since a delivery. */
export type PullValidators = z.infer<typeof validators>

const stored = z.object({
  /** When it began, in milliseconds since 1970. */
  at: z.number(),
  /** Revision of the settings that it was fetched with. */
  revision: z.number(),
  /** `begun`: nobody said what came of it, because it still goes on or the publisher died. */
  outcome: z.enum(['begun', 'delivered', 'unchanged', 'failed']),
  /** Why it failed; null: it did not. */
  why: z.string().nullable(),
  /** Of the last content that came into force with this revision; null: there is none, or its source gave none. */
  validators: validators.nullable(),
})
/** What is known of a feed's last pull. */
export type StoredPull = z.infer<typeof stored>

/** The last pull of a feed; null: it was never fetched. */
export async function readPull(redis: Redis, feed: string): Promise<StoredPull | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hget(keys.feedPulls, feed))
  return parsePull(asText(reply))
}

/** The last pull of every feed that was ever fetched. */
export async function readPulls(redis: Redis): Promise<ReadonlyMap<string, StoredPull>> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hgetall(keys.feedPulls))
  const pulls = new Map<string, StoredPull>()
  for (const [feed, json] of asFields(reply)) {
    const pull = parsePull(json)
    if (pull !== null) pulls.set(feed, pull)
  }
  return pulls
}

/** Notes what came of a pull, or that it has begun. */
export async function writePull(redis: Redis, feed: string, pull: StoredPull): Promise<void> {
  await sendRepeatable(redis, (queue) => queue.hset(keys.feedPulls, { [feed]: JSON.stringify(pull) }))
}

/** Takes the right to fetch a feed; false: somebody else is fetching it. */
export function takePullLock(context: ScheduleContext, feed: string, token: string, ttlMs: number): Promise<boolean> {
  return takeLock(context, keys.feedPullLock(feed), token, ttlMs)
}

/** Renews that right; false when it has expired. */
export function renewPullLock(context: ScheduleContext, feed: string, token: string, ttlMs: number): Promise<boolean> {
  return renewLock(context, keys.feedPullLock(feed), token, ttlMs)
}

/** Gives that right back. */
export function releasePullLock(context: ScheduleContext, feed: string, token: string): Promise<void> {
  return releaseLock(context, keys.feedPullLock(feed), token)
}

/** What cannot be read counts as no pull: the feed is then fetched whole. */
function parsePull(json: string | null): StoredPull | null {
  if (json === null) return null
  const parsed = stored.safeParse(JSON.parse(json))
  return parsed.success ? parsed.data : null
}
