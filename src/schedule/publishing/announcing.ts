import type { Redis } from '@upstash/redis/cloudflare'
import type { RegionId } from '../../model/nouns/region.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asWords } from '../store/replies.ts'

/** Many more publishers than are ever at work at once. */
const KEPT_SEQUENCES = 20

/**
 * Notes that a pointer with this sequence is about to be written. If its publisher dies, or a late one writes an older
 * pointer over it, the next publish knows the highest sequence that readers may have seen.
 */
export async function noteAnnouncing(redis: Redis, region: RegionId, sequence: number): Promise<void> {
  await sendRepeatable(redis, (queue) => {
    queue.lpush(keys.publishAnnouncing(region), sequence)
    queue.ltrim(keys.publishAnnouncing(region), 0, KEPT_SEQUENCES - 1)
  })
}

/** The highest sequence that readers of a region may have seen; 0: none. */
export async function highestAnnounced(redis: Redis, region: RegionId): Promise<number> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.lrange(keys.publishAnnouncing(region), 0, -1))
  return Math.max(0, ...asWords(reply).map(Number))
}
