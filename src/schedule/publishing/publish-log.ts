import type { Redis } from '@upstash/redis/cloudflare'
import type { RegionId } from '../../model/nouns/region.ts'
import { sendPipeline, sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asWords } from '../store/replies.ts'

const KEPT_ENTRIES = 200

/**
 * The result of an attempt to publish: a receipt of what is live now, or a refusal. The publisher adds its own fields.
 */
export interface PublishEntry {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly actor: string
  readonly outcome: string
  /** null: it ended before a sequence was drawn. */
  readonly sequence: number | null
  readonly snapshot: string | null
}

export async function appendPublishEntry<Entry extends PublishEntry>(
  redis: Redis,
  region: RegionId,
  entry: Entry,
): Promise<void> {
  await sendPipeline(redis, (queue) => {
    queue.lpush(keys.publishLog(region), JSON.stringify(entry))
    queue.ltrim(keys.publishLog(region), 0, KEPT_ENTRIES - 1)
  })
}

/** The last entries, the newest first, as they were written. */
export async function readPublishLog(
  redis: Redis,
  region: RegionId,
  limit: number,
): Promise<(PublishEntry & Readonly<Record<string, unknown>>)[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.lrange(keys.publishLog(region), 0, limit - 1))
  return asWords(reply).map((json) => JSON.parse(json) as PublishEntry & Record<string, unknown>)
}
