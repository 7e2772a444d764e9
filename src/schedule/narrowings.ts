import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import type { Narrowing, RecordChange } from '../model/narrowing.ts'
import { type CommandQueue, sendRepeatable, sendRepeatableTransaction, sendTransaction } from './checked-pipeline.ts'
import { keys } from './keys.ts'
import { asNumber, asText, asWords } from './replies.ts'
import { ScheduleError } from './schedule-error.ts'

/** What one change of documents withdrew, under its number. */
export interface NumberedNarrowings {
  /** Grows with each; content that was compiled when there were so many knows of it. */
  readonly number: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly narrowings: readonly Narrowing[]
}

const NARROWINGS_AN_ENTRY = 500

const stored = z.object({
  at: z.number(),
  narrowings: z.array(
    z.object({
      target: z.templateLiteral([z.enum(['ast_', 'ttl_', 'cmp_']), z.string()]),
      territories: z.array(z.string()).nullable(),
      from: z.number().nullable(),
      until: z.number().nullable(),
    }),
  ),
})

/** Queues what a change of documents withdraws, to be written in the same MULTI as the documents. */
export function queueNarrowings(queue: CommandQueue, at: number, narrowings: readonly Narrowing[]): void {
  for (let from = 0; from < narrowings.length; from += NARROWINGS_AN_ENTRY) {
    const some = narrowings.slice(from, from + NARROWINGS_AN_ENTRY)
    queue.rpush(keys.narrowings, JSON.stringify({ at, narrowings: some }))
  }
}

/** Finds out what a change withdraws; the caller binds rules and clock. */
export type NarrowingsOf = (change: RecordChange) => readonly Narrowing[]

/** How many there have ever been. */
export async function countNarrowings(redis: Redis): Promise<number> {
  const [dropped, length] = await sendRepeatableTransaction(redis, (queue) => {
    queue.get(keys.narrowingsDropped)
    queue.llen(keys.narrowings)
  })
  return Number(asText(dropped) ?? 0) + asNumber(length)
}

/**
 * Those that are still needed, oldest first.
 *
 * @param announced how many the announced content knows of. After the store was lost and restored, counting goes on
 *   above it: a number that content has seen must not come again for a change that it has not.
 */
export async function readNarrowings(redis: Redis, announced: number): Promise<readonly NumberedNarrowings[]> {
  const [dropped, list] = await sendRepeatableTransaction(redis, (queue) => {
    queue.get(keys.narrowingsDropped)
    queue.lrange(keys.narrowings, 0, -1)
  })
  const entries = asWords(list)
  const known = Number(asText(dropped) ?? 0)
  const isLost = known + entries.length < announced
  if (isLost) await sendRepeatable(redis, (queue) => queue.set(keys.narrowingsDropped, announced))
  const before = isLost ? announced : known
  return entries.map((json, index) => ({ number: before + index + 1, ...parsed(json) }))
}

/** As `readNarrowings` does: counting goes on above what is announced. */
export async function countNarrowingsFrom(redis: Redis, announced: number): Promise<void> {
  if ((await countNarrowings(redis)) >= announced) return
  await sendRepeatable(redis, (queue) => queue.set(keys.narrowingsDropped, announced))
}

/** Forgets those up to a number. To be called by one at a time: two would each drop as many. */
export async function dropNarrowings(redis: Redis, upTo: number): Promise<number> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.narrowingsDropped))
  const known = await countNarrowings(redis)
  const before = Number(asText(reply) ?? 0)
  const dropped = Math.min(upTo, known) - before
  if (dropped <= 0) return 0
  await sendTransaction(redis, (queue) => {
    queue.ltrim(keys.narrowings, dropped, -1)
    queue.incrby(keys.narrowingsDropped, dropped)
  })
  return dropped
}

function parsed(json: string): Omit<NumberedNarrowings, 'number'> {
  const content = stored.safeParse(JSON.parse(json))
  if (content.success) return content.data
  throw new ScheduleError('inconsistent', `an entry of ${keys.narrowings} is not readable; publish nothing until it is`)
}
