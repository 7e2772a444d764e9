import type { Redis } from '@upstash/redis/cloudflare'
import { sendPipeline, sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asFields } from '../../store/replies.ts'
import { dayOf } from './held-days.ts'
import { queueWatermark } from './watermark.ts'

const KEPT_SECONDS = 100 * 86_400

/**
 * What became of events, by name: `accepted` (kept in the sink), `sampled` (and counted), `late` (and not counted),
 * `refused:<field>`, `doubted:<field>`, `badPropensity`; and of messages: `poison`, and `retried`, how many tries it took
 * beside the first.
 */
export type IntakeCounts = ReadonlyMap<string, number>

/** What a batch came to. */
export interface BatchIntake {
  readonly counts: IntakeCounts
  /** When the edges received its newest event; null: it has none. */
  readonly receivedAt: number | null
}

/**
 * Adds what a batch came to, once it is kept and counted. These numbers show how the intake is doing, and are not exact:
 * a message that the queue delivers twice counts twice, and an answer that is lost here is not waited for.
 */
export async function noteIntake(redis: Redis, { counts, receivedAt }: BatchIntake, now: number): Promise<void> {
  const key = keys.intake(dayOf(now))
  await sendPipeline(redis, (queue) => {
    for (const [name, count] of counts) if (count > 0) queue.hincrby(key, name, count)
    queue.expire(key, KEPT_SECONDS)
    if (receivedAt !== null) queueWatermark(queue, receivedAt)
  })
}

/** What became of the events of these days (`YYYY-MM-DD`, UTC), in their order. */
export async function readIntake(
  redis: Redis,
  days: readonly string[],
): Promise<readonly { readonly day: string; readonly counts: IntakeCounts }[]> {
  const replies = await sendRepeatable(redis, (queue) => {
    for (const day of days) queue.hgetall(keys.intake(day))
  })
  return days.map((day, index) => {
    const fields = asFields(replies[index] ?? [])
    return { day, counts: new Map([...fields].map(([name, count]) => [name, Number(count)])) }
  })
}
