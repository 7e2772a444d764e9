import type { Redis } from '@upstash/redis/cloudflare'
import type { Cell } from '../../../events/cells/cell.ts'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asTexts } from '../../store/replies.ts'
import { countOf } from './counter-score.ts'

/** Days that are read in one request: one has a few thousand counters at most. */
const DAYS_A_REQUEST = 10

/** Fields that are asked for on each day in one request. */
const FIELDS_A_REQUEST = 500

/** One owner's counters of a day: the cell's field → how many sampled events it counted. */
export interface DayCounters {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string
  readonly counts: ReadonlyMap<string, number>
}

/** The counters of an owner on these days, in their order. */
export async function readCounters(
  redis: Redis,
  owner: Pick<Cell, 'family' | 'owner'>,
  days: readonly string[],
): Promise<readonly DayCounters[]> {
  const found: DayCounters[] = []
  for (let from = 0; from < days.length; from += DAYS_A_REQUEST) {
    const some = days.slice(from, from + DAYS_A_REQUEST)
    const replies = await sendRepeatable(redis, (queue) => {
      for (const day of some) queue.zrange(keys.counters(owner, day), 0, -1, { withScores: true })
    })
    found.push(...some.map((day, index) => ({ day, counts: countsOf(replies[index]) })))
  }
  return found
}

/** The counters of several owners on a day, in their order, by one request. */
export async function readCountersOfDay(
  redis: Redis,
  owners: readonly Pick<Cell, 'family' | 'owner'>[],
  day: string,
): Promise<readonly DayCounters['counts'][]> {
  const replies = await sendRepeatable(redis, (queue) => {
    for (const owner of owners) queue.zrange(keys.counters(owner, day), 0, -1, { withScores: true })
  })
  return replies.map(countsOf)
}

/** As `readCounters`, of some fields alone. */
export async function readSomeCounters(
  redis: Redis,
  owner: Pick<Cell, 'family' | 'owner'>,
  days: readonly string[],
  fields: readonly string[],
): Promise<readonly DayCounters[]> {
  const counts = days.map(() => new Map<string, number>())
  for (let from = 0; from < fields.length; from += FIELDS_A_REQUEST) {
    const some = fields.slice(from, from + FIELDS_A_REQUEST)
    const replies = await sendRepeatable(redis, (queue) => {
      for (const day of days) queue.zmscore(keys.counters(owner, day), some)
    })
    for (const [index, reply] of replies.entries()) {
      if (!Array.isArray(reply)) continue
      for (const [at, score] of reply.entries()) {
        const count = score === null ? 0 : countOf(Number(score))
        if (count > 0) counts[index]?.set(some[at] ?? '', count)
      }
    }
  }
  return days.map((day, index) => ({ day, counts: counts[index] ?? new Map() }))
}

/** The counters in a reply of the store: the cell's field → how many sampled events it counted. */
export function countsOf(reply: unknown): ReadonlyMap<string, number> {
  const words = asTexts(Array.isArray(reply) ? reply.map(String) : reply)
  const counts = new Map<string, number>()
  for (let index = 0; index + 1 < words.length; index += 2) {
    const count = countOf(Number(words[index + 1]))
    if (count > 0) counts.set(words[index] ?? '', count)
  }
  return counts
}
