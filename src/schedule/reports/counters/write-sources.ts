import type { Redis } from '@upstash/redis/cloudflare'
import { readResultField } from '../../../events/cells/asset-cells.ts'
import type { Cell } from '../../../events/cells/cell.ts'
import { scoresOfDay } from '../../../events/cells/mark-score.ts'
import { LARGEST_SHARE } from '../../../learn/posteriors/bounded-by-source.ts'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asNumber } from '../../store/replies.ts'
import { counterScore } from './counter-score.ts'
import { dayOf } from './held-days.ts'

/** A little longer than results are read for. */
const KEPT_SECONDS = 15 * 86_400
const VERSION_SECONDS = 4 * 86_400

/** A network whose marks of a cell have changed, on a day. */
export interface TouchedSource {
  readonly cell: Cell
  readonly source: number
  /** When the day began, milliseconds since 1970 UTC. */
  readonly start: number
  /** The score that all of its marks have on that day. */
  readonly score: number
}

/** Whether learning holds what one network gives of a cell to a bound. */
export function isBounded({ family, field }: Cell): boolean {
  const event = family === 'assets' ? readResultField(field)?.event : undefined
  return event === 'impression' || event === 'rewarded'
}

/**
 * Writes how many marks of a cell these networks gave on their days, of those that gave more than their share, and of
 * those that are written already. A network that is none of them when it last gave something is none later: the number
 * of all marks only grows. So what is stored is a few for each counter, and no list of networks.
 */
export async function writeSources(redis: Redis, touched: readonly TouchedSource[]): Promise<void> {
  const keyOf = ({ cell, start }: TouchedSource) =>
    keys.counters({ family: 'sources', owner: cell.owner }, dayOf(start))
  const counters = [...new Set(touched.map(keyOf))]
  const replies = await sendRepeatable(redis, (queue) => {
    for (const key of counters) queue.incr(keys.counterWrites(key))
    for (const key of counters) queue.expire(keys.counterWrites(key), VERSION_SECONDS)
    for (const { cell, start, score } of touched) {
      const [from, below] = scoresOfDay(cell.family, start)
      queue.zcount(keys.marks(cell), score, score)
      queue.zcount(keys.marks(cell), from, `(${below}`)
    }
  })
  const versions = new Map(counters.map((key, index) => [key, asNumber(replies[index])]))
  const counts = replies.slice(2 * counters.length).map(asNumber)
  await sendRepeatable(redis, (queue) => {
    for (const [index, each] of touched.entries()) {
      const [own = 0, all = 0] = counts.slice(2 * index, 2 * index + 2)
      const key = keyOf(each)
      const member = `${each.cell.field}:${each.source}`
      const score = counterScore(versions.get(key) ?? 0, own)
      if (own > Math.max(1, all * LARGEST_SHARE)) queue.zadd(key, { gt: true }, { score, member })
      else queue.zadd(key, { xx: true, gt: true }, { score, member })
    }
    for (const key of counters) queue.expire(key, KEPT_SECONDS)
  })
}
