import type { Redis } from '@upstash/redis/cloudflare'
import type { RegionId } from '../../model/nouns/region.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asWords } from '../store/replies.ts'

/** Far more publishers than may ever be at work at once. */
const KEPT_SEQUENCES = 20

/**
 * Notes that a pointer with this sequence is about to be put: should its publisher die, or a late one put an older
 * pointer over it, the next publish knows how high readers may have come.
 */
export async function noteAnnouncing(redis: Redis, region: RegionId, sequence: number): Promise<void> {
  await sendRepeatable(redis, (queue) => {
    queue.lpush(keys.publishAnnouncing(region), sequence)
    queue.ltrim(keys.publishAnnouncing(region), 0, KEPT_SEQUENCES - 1)
  })
}

/** The highest sequence that readers of a region may have seen; 0 for none. */
export async function highestAnnounced(redis: Redis, region: RegionId): Promise<number> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.lrange(keys.publishAnnouncing(region), 0, -1))
  return Math.max(0, ...asWords(reply).map(Number))
}
