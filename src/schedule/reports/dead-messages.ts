import type { Redis } from '@upstash/redis/cloudflare'
import { sendRepeatable, sendRepeatableTransaction } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asNumber } from '../store/replies.ts'
import { type DeadMessage, noteOf } from './dead-note.ts'

/** How many dead messages are kept at most, and with how many bytes of bodies: a queue's backlog of hours may die at once. */
export const DEAD_BOUNDS = { messages: 10_000, bytes: 64_000_000 } as const

/**
 * Sizes are added up as the upper ends of classes, each twice the one before, up to what a queue takes as one message.
 * A running total would drift with each request whose answer is lost.
 */
const SIZE_CLASSES = [512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_768, 65_536, 131_072]

/** What is kept of dead messages in all. */
export interface DeadTotals {
  readonly total: number
  /** At most twice what the bodies take. */
  readonly bytes: number
  /** When the oldest one died, milliseconds since 1970 UTC. */
  readonly oldestAt: number | null
  /** No more are kept. */
  readonly full: boolean
}

/**
 * Keeps a dead message until somebody sends it again or drops it. Of one that is kept already, the first
 * time and reason stay.
 *
 * @returns false: no more are kept (`DEAD_BOUNDS`), so the caller must leave it where it is
 */
export async function keepDead(redis: Redis, message: DeadMessage): Promise<boolean> {
  if ((await deadTotals(redis)).full) return false
  const { id, at, body } = message
  const json = textOf(body)
  await sendRepeatableTransaction(redis, (queue) => {
    queue.set(keys.deadMessage(id), json)
    queue.hsetnx(keys.deadNotes, id, JSON.stringify(noteOf(message)))
    queue.zadd(keys.deadSizes, { score: new TextEncoder().encode(json).length, member: id })
    queue.zadd(keys.dead, { nx: true }, { score: at, member: id })
  })
  return true
}

/** What cannot be written as JSON, since it is nested too deeply, no consumer can ever use: a word of it is kept. */
function textOf(body: unknown): string {
  try {
    return JSON.stringify(body) ?? 'null'
  } catch {
    return JSON.stringify('nested too deeply to be kept')
  }
}

/** How many dead messages are kept, and since when. */
export async function deadTotals(redis: Redis): Promise<DeadTotals> {
  const [total, oldest, ...counts] = await sendRepeatable(redis, (queue) => {
    queue.zcard(keys.dead)
    queue.zrange(keys.dead, 0, 0, { withScores: true })
    for (const [index, end] of SIZE_CLASSES.entries()) {
      queue.zcount(keys.deadSizes, `(${SIZE_CLASSES[index - 1] ?? -1}`, end)
    }
    queue.zcount(keys.deadSizes, `(${SIZE_CLASSES.at(-1)}`, '+inf')
  })
  const last = SIZE_CLASSES.length - 1
  const bytes = counts.reduce<number>(
    (sum, count, index) => sum + asNumber(count) * (SIZE_CLASSES[Math.min(index, last)] ?? 0),
    0,
  )
  const kept = asNumber(total)
  return {
    total: kept,
    bytes,
    oldestAt: Array.isArray(oldest) && oldest.length === 2 ? Number(oldest[1]) : null,
    full: kept >= DEAD_BOUNDS.messages || bytes >= DEAD_BOUNDS.bytes,
  }
}
