import type { Redis } from '@upstash/redis/cloudflare'
import type { LoggedOutcome } from '../../contracts/ops/answers/publish.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { sendPipeline, sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asWords } from '../store/replies.ts'

const KEPT_ENTRIES = 200

/** What became of a publish or of a steering. */
export interface LoggedPublish extends Omit<LoggedOutcome, 'at'> {
  /** Milliseconds since 1970. */
  readonly at: number
}

export async function appendPublishEntry(redis: Redis, region: RegionId, entry: LoggedPublish): Promise<void> {
  await sendPipeline(redis, (queue) => {
    queue.lpush(keys.publishLog(region), JSON.stringify(entry))
    queue.ltrim(keys.publishLog(region), 0, KEPT_ENTRIES - 1)
  })
}

/** The last entries, the newest first, as they were written. */
export async function readPublishLog(redis: Redis, region: RegionId, limit: number): Promise<LoggedPublish[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.lrange(keys.publishLog(region), 0, limit - 1))
  // The values were written by `appendPublishEntry`.
  return asWords(reply).map((json) => JSON.parse(json) as LoggedPublish)
}
