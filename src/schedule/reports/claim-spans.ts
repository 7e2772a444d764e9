import type { Redis } from '@upstash/redis/cloudflare'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { asWords } from '../store/replies.ts'

/** Two sets of names of spans: those whose totals lack reports, and those whose totals are being made. */
export interface SpanSets {
  readonly dirty: string
  readonly folding: string
}

/**
 * The spans whose totals are to be made now. It may die at any point, and run beside another: a span stays in one of the
 * two sets until its totals are written, and whoever has written them takes it out of `folding`.
 *
 * @param hasSettled whether most reports of a span have come
 */
export async function claimSpans(
  redis: Redis,
  { dirty, folding }: SpanSets,
  hasSettled: (name: string) => boolean,
): Promise<readonly string[]> {
  const { fresh, begun } = await unfoldedSpans(redis, { dirty, folding })
  const [first, ...rest] = fresh.filter(hasSettled)
  if (first === undefined) return begun
  // Before the reports are read: whatever comes from here on makes the span dirty again.
  await sendRepeatable(redis, (queue) => queue.sadd(folding, first, ...rest))
  await sendRepeatable(redis, (queue) => queue.srem(dirty, first, ...rest))
  return [...new Set([...begun, first, ...rest])]
}

/** The names in the two sets: `fresh` of which nobody makes totals yet, and `begun` of which somebody does. */
export async function unfoldedSpans(
  redis: Redis,
  { dirty, folding }: SpanSets,
): Promise<{ readonly fresh: readonly string[]; readonly begun: readonly string[] }> {
  const [fresh, begun] = await sendRepeatable(redis, (queue) => {
    queue.smembers(dirty)
    queue.smembers(folding)
  })
  return { fresh: asWords(fresh), begun: asWords(begun) }
}
