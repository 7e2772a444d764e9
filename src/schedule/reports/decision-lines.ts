import type { Redis } from '@upstash/redis/cloudflare'
import { DECISION_LOG_KEPT_MS } from '../../model/messages/decision-log.ts'
import type { DecisionMessage } from '../../model/messages/queue-message.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { sendRepeatable, sendTransaction } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asNumber, asText, asTexts, asWords } from '../store/replies.ts'

/** How many lines are kept for a region and day: the newest. */
const KEPT_LINES = 2_000

const DAY_MS = 86_400_000

/** A stored line. Its region and time are readable; the rest can only be decrypted by the key's holder. */
export type StoredDecision = Omit<DecisionMessage, 'type'>

/**
 * Stores a line for the rest of its 48 hours, under its decision's id: a repeated line is stored once, and for a
 * decision that was made again on a retry, the last one stays. A line that is too old already is not stored; one of a
 * clock that is ahead is kept no longer than any other.
 *
 * @param now milliseconds since 1970 UTC
 */
export async function keepDecision(redis: Redis, message: Omit<DecisionMessage, 'type'>, now: number): Promise<void> {
  const { decisionId, region, at, line } = message
  const seconds = Math.ceil((Math.min(at, now) + DECISION_LOG_KEPT_MS - now) / 1000)
  if (seconds <= 0) return
  const day = keys.decisions(region, dayOf(at))
  const replies = await sendTransaction(redis, (queue) => {
    queue.set(keys.decision(decisionId), JSON.stringify({ region, at, line }), { ex: seconds })
    queue.zadd(day, { score: at, member: decisionId })
    // The day's index expires with its last line.
    queue.expire(day, (DECISION_LOG_KEPT_MS + DAY_MS) / 1000)
    queue.zcard(day)
  })
  const spare = asNumber(replies[3]) - KEPT_LINES
  if (spare > 0) await drop(redis, day, spare)
}

async function drop(redis: Redis, day: string, spare: number): Promise<void> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.zrange(day, 0, spare - 1))
  const [first, ...rest] = asWords(reply)
  if (first === undefined) return
  await sendTransaction(redis, (queue) => {
    queue.zrem(day, first, ...rest)
    queue.del(keys.decision(first), ...rest.map(keys.decision))
  })
}

/** The ids of the last logged decisions in these regions, the newest first. */
export async function lastDecisions(
  redis: Redis,
  regions: readonly RegionId[],
  { last, now }: { readonly last: number; readonly now: number },
): Promise<string[]> {
  const days = [0, 1, 2].map((back) => dayOf(now - back * DAY_MS))
  const replies = await sendRepeatable(redis, (queue) => {
    for (const region of regions) {
      for (const day of days) queue.zrange(keys.decisions(region, day), 0, last - 1, { rev: true, withScores: true })
    }
  })
  const found = replies.flatMap(scored)
  return found
    .sort((one, other) => other.at - one.at || (one.id < other.id ? -1 : 1))
    .slice(0, last)
    .map(({ id }) => id)
}

/** The ids of some of a region's logged decisions, evenly spread over all that are kept, the oldest first. */
export async function someDecisions(
  redis: Redis,
  region: RegionId,
  { most, now }: { readonly most: number; readonly now: number },
): Promise<string[]> {
  const replies = await sendRepeatable(redis, (queue) => {
    for (const back of [2, 1, 0]) queue.zrange(keys.decisions(region, dayOf(now - back * DAY_MS)), 0, -1)
  })
  const ids = replies.flatMap(asWords)
  const step = Math.max(1, ids.length / most)
  return Array.from({ length: Math.min(most, ids.length) }, (_, index) => ids[Math.floor(index * step)] ?? '')
}

/** The lines of these decisions, in their order, without those that have expired. */
export async function readDecisions(redis: Redis, ids: readonly string[]): Promise<StoredDecision[]> {
  const [first, ...rest] = ids.map(keys.decision)
  if (first === undefined) return []
  const [reply] = await sendRepeatable(redis, (queue) => queue.mget(first, ...rest))
  return asTexts(reply).flatMap((json, index) => {
    const decisionId = ids[index]
    return json === null || decisionId === undefined ? [] : [{ decisionId, ...stored(json) }]
  })
}

function stored(json: string): Omit<StoredDecision, 'decisionId'> {
  // The value was written by `keepDecision`.
  return JSON.parse(asText(json) ?? '') as Omit<StoredDecision, 'decisionId'>
}

function scored(reply: unknown): { readonly id: string; readonly at: number }[] {
  const words = Array.isArray(reply) ? reply.map(String) : []
  return words.flatMap((id, index) => (index % 2 === 0 ? [{ id, at: Number(words[index + 1]) }] : []))
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
