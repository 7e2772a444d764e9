import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { type FeedSettings, feedSettings } from '../../../model/feeds/feed-settings.ts'
import { withWriterLock } from '../../ingest/writer-lock.ts'
import { queueAudit } from '../../reports/audit-log.ts'
import { sendRepeatable, sendTransaction } from '../../store/checked-pipeline.ts'
import type { ScheduleContext } from '../../store/connect.ts'
import { keys } from '../../store/keys.ts'
import { asFields, asText } from '../../store/replies.ts'
import { ScheduleError } from '../../store/schedule-error.ts'
import { registerMediaHosts } from './media-hosts.ts'

/** A feed's settings, as they are stored. */
export const storedSettings = z.object({
  revision: z.int().min(1),
  changedAt: z.number(),
  by: z.string(),
  settings: feedSettings,
})

/** A feed as it is stored. */
export interface StoredFeed extends z.infer<typeof storedSettings> {
  readonly feed: string
}

/** The settings are not at the revision that the caller saw. */
export class OtherRevision extends Error {
  /** @param revision the revision now; null: there is no such feed */
  constructor(readonly revision: number | null) {
    super('the settings of the feed have another revision')
  }
}

/** A feed's settings; null: there is no such feed. */
export async function readFeed(redis: Redis, feed: string): Promise<StoredFeed | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hget(keys.feeds, feed))
  const json = asText(reply)
  return json === null ? null : parseFeed(feed, json)
}

/** All feeds, by name. */
export async function listFeeds(redis: Redis): Promise<StoredFeed[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hgetall(keys.feeds))
  const feeds = [...asFields(reply)].map(([feed, json]) => parseFeed(feed, json))
  return feeds.sort((left, right) => (left.feed < right.feed ? -1 : 1))
}

/**
 * Stores a feed's settings. An alias of its hosts that has no origin yet gets the first of them.
 *
 * @param expected the revision that the caller saw; null: none, as for a new feed
 * @throws OtherRevision when it has another one, TooManyHosts
 */
export async function writeFeed(
  context: ScheduleContext,
  feed: string,
  settings: FeedSettings,
  { expected, actor }: { readonly expected: number | null; readonly actor: string },
): Promise<StoredFeed> {
  return withWriterLock(context, async () => {
    const before = await readFeed(context.redis, feed)
    if ((before?.revision ?? null) !== expected) throw new OtherRevision(before?.revision ?? null)
    await registerMediaHosts(context, settings.hosts, actor)
    const at = context.now()
    const next = { revision: (expected ?? 0) + 1, changedAt: at, by: actor, settings }
    await sendTransaction(context.redis, (queue) => {
      queue.hset(keys.feeds, { [feed]: JSON.stringify(next) })
      queueAudit(queue, {
        at,
        actor,
        role: context.role ?? null,
        action: 'feed.set',
        target: feed,
        before: before?.settings ?? null,
        after: settings,
      })
    })
    return { feed, ...next }
  })
}

function parseFeed(feed: string, json: string): StoredFeed {
  const parsed = storedSettings.safeParse(JSON.parse(json))
  if (parsed.success) return { feed, ...parsed.data }
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new ScheduleError(
    'inconsistent',
    `the stored settings of the feed ${feed} are damaged (${field}); set them again`,
  )
}
