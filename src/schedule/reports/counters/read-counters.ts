import type { Redis } from '@upstash/redis/cloudflare'
import type { Cell } from '../../../events/cells/cell.ts'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asTexts } from '../../store/replies.ts'
import { countOf } from './counter-score.ts'

/** Days that are read in one request: one has a few thousand counters at most. */
const DAYS_A_REQUEST = 10

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

function countsOf(reply: unknown): ReadonlyMap<string, number> {
  const words = asTexts(Array.isArray(reply) ? reply.map(String) : reply)
  const counts = new Map<string, number>()
  for (let index = 0; index + 1 < words.length; index += 2) {
    const count = countOf(Number(words[index + 1]))
    if (count > 0) counts.set(words[index] ?? '', count)
  }
  return counts
}
