import type { Redis } from '@upstash/redis/cloudflare'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asWords } from '../../store/replies.ts'

/** The feeds of which the webhook was told that they are stale. */
export async function alarmedFeeds(redis: Redis): Promise<ReadonlySet<string>> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.smembers(keys.feedsAlarmed))
  return new Set(asWords(reply))
}

/** Notes what the webhook was told. */
export async function noteAlarms(redis: Redis, began: readonly string[], ended: readonly string[]): Promise<void> {
  const [first, ...rest] = began
  const [gone, ...more] = ended
  if (first !== undefined) await sendRepeatable(redis, (queue) => queue.sadd(keys.feedsAlarmed, first, ...rest))
  if (gone !== undefined) await sendRepeatable(redis, (queue) => queue.srem(keys.feedsAlarmed, gone, ...more))
}
