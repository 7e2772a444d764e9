import type { Redis } from '@upstash/redis/cloudflare'
import { sendRepeatableTransaction } from '../store/checked-pipeline.ts'
import { deadIds, queueForgotten, readDead } from './read-dead.ts'

const AT_ONCE = 100

/**
 * Forgets every dead message that names a subject: their body is all that is kept of a viewer beside the profile. Of an
 * erasure, who asked for it is noted by whoever asks.
 *
 * @returns how many there were
 */
export async function eraseDeadOf(redis: Redis, subject: string): Promise<number> {
  const found: string[] = []
  for (let from = 0; ; from += AT_ONCE) {
    const ids = await deadIds(redis, from, AT_ONCE)
    const messages = await readDead(redis, ids)
    found.push(...messages.flatMap((message) => (message !== null && names(message.body, subject) ? message.id : [])))
    if (ids.length < AT_ONCE) break
  }
  if (found.length > 0) await sendRepeatableTransaction(redis, (queue) => queueForgotten(queue, found))
  return found.length
}

function names(body: unknown, subject: string): boolean {
  return typeof body === 'object' && body !== null && 'subject' in body && body.subject === subject
}
