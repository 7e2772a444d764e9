import type { Redis } from '@upstash/redis/cloudflare'
import { type CommandQueue, sendRepeatable, sendTransaction } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asTexts, asWords } from '../store/replies.ts'
import { type AuditEntry, queueAudit } from './audit-log.ts'
import type { DeadMessage, DeadNote } from './dead-note.ts'

/** How many notes are read at once. */
const NOTES_AT_ONCE = 500
/** How many bodies are: one may have 128 kB. */
const BODIES_AT_ONCE = 20

/** The ids of dead messages by when they died, the oldest first, after so many of them. */
export async function deadIds(redis: Redis, from: number, count: number): Promise<readonly string[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.zrange(keys.dead, from, from + count - 1))
  return asWords(reply)
}

/** What may be read of these messages; null: none of this id is kept. */
export async function deadNotes(redis: Redis, ids: readonly string[]): Promise<readonly (DeadNote | null)[]> {
  const [first, ...rest] = ids
  if (first === undefined) return []
  const [reply] = await sendRepeatable(redis, (queue) => queue.hmget(keys.deadNotes, first, ...rest))
  // The values were written by `keepDead`.
  return asTexts(reply).map((json) => (json === null ? null : (JSON.parse(json) as DeadNote)))
}

/** What may be read of the messages that are wanted, the oldest first. */
export async function listDead(
  redis: Redis,
  { limit, wanted }: { readonly limit: number; readonly wanted: (note: DeadNote) => boolean },
): Promise<readonly DeadNote[]> {
  const found: DeadNote[] = []
  for (let from = 0; found.length < limit; from += NOTES_AT_ONCE) {
    const ids = await deadIds(redis, from, NOTES_AT_ONCE)
    for (const note of await deadNotes(redis, ids)) if (note !== null && wanted(note)) found.push(note)
    if (ids.length < NOTES_AT_ONCE) break
  }
  return found.slice(0, limit)
}

/** These messages with their bodies; null: none of this id is kept. */
export async function readDead(redis: Redis, ids: readonly string[]): Promise<readonly (DeadMessage | null)[]> {
  const found: (DeadMessage | null)[] = []
  for (let from = 0; from < ids.length; from += BODIES_AT_ONCE) {
    const some = ids.slice(from, from + BODIES_AT_ONCE)
    const notes = await deadNotes(redis, some)
    const [reply] = await sendRepeatable(redis, (queue) => queue.mget(some.map(keys.deadMessage)))
    const bodies = asTexts(reply)
    for (const [index, note] of notes.entries()) {
      const json = bodies[index] ?? null
      // Written by `keepDead`.
      found.push(note === null || json === null ? null : { ...note, body: JSON.parse(json) as unknown })
    }
  }
  return found
}

/** Forgets messages, and notes who did it, in one step. */
export async function forgetDead(redis: Redis, ids: readonly string[], entry: AuditEntry): Promise<void> {
  await sendTransaction(redis, (queue) => {
    queueForgotten(queue, ids)
    queueAudit(queue, entry)
  })
}

/** Queues what forgets messages. */
export function queueForgotten(queue: CommandQueue, ids: readonly string[]): void {
  const [first, ...rest] = ids
  if (first === undefined) return
  queue.del(keys.deadMessage(first), ...rest.map(keys.deadMessage))
  queue.hdel(keys.deadNotes, first, ...rest)
  queue.zrem(keys.deadSizes, first, ...rest)
  queue.zrem(keys.dead, first, ...rest)
}
