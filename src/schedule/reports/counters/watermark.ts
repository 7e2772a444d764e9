import type { Redis } from '@upstash/redis/cloudflare'
import { type CommandQueue, sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asText } from '../../store/replies.ts'

const MEMBER = 'counted'

/** Queues the note that what the edges received at an instant is counted; the watermark never goes back. */
export function queueWatermark(queue: CommandQueue, receivedAt: number): void {
  queue.zadd(keys.deliveryWatermark, { gt: true }, { score: receivedAt, member: MEMBER })
}

/**
 * When the edges received the newest event that is counted, milliseconds since 1970 UTC; null: none is. A message that
 * waits for another try may be older.
 */
export async function readWatermark(redis: Redis): Promise<number | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.zscore(keys.deliveryWatermark, MEMBER))
  return reply === null ? null : Number(typeof reply === 'number' ? reply : asText(reply))
}
