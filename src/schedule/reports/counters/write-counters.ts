import type { Redis } from '@upstash/redis/cloudflare'
import type { Cell } from '../../../events/cells/cell.ts'
import { scoresOfDay } from '../../../events/cells/mark-score.ts'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asNumber } from '../../store/replies.ts'
import { counterScore } from './counter-score.ts'
import { heldDays } from './held-days.ts'

const COUNTERS_SECONDS = 100 * 86_400
const VERSION_SECONDS = 4 * 86_400

/** A cell whose marks have changed. */
export interface ChangedCell {
  readonly cell: Cell
  /** Some of its marks were known before: one may have left a day that is now empty. */
  readonly repeated: boolean
}

/**
 * Writes the number of marks of each cell on each day whose marks are all there. Others may add marks at the same time:
 * whoever is the last to raise a version reads every mark that was added before anybody raised it, and its number stays,
 * however late a request of the others comes.
 */
export async function writeCounters(redis: Redis, cells: readonly ChangedCell[], now: number): Promise<void> {
  const days = heldDays(now)
  const counters = [...new Set(cells.flatMap(({ cell }) => days.map((day) => keys.counters(cell, day))))]
  const replies = await sendRepeatable(redis, (queue) => {
    for (const key of counters) queue.incr(keys.counterWrites(key))
    for (const key of counters) queue.expire(keys.counterWrites(key), VERSION_SECONDS)
    for (const { cell } of cells) {
      for (const day of days) {
        const [from, below] = scoresOfDay(cell.family, Date.parse(day))
        queue.zcount(keys.marks(cell), from, `(${below}`)
      }
    }
  })
  const versions = new Map(counters.map((key, index) => [key, asNumber(replies[index])]))
  const counts = replies.slice(2 * counters.length).map(asNumber)
  const written = new Map<string, { readonly member: string; readonly score: number }[]>()
  for (const [cellIndex, { cell, repeated }] of cells.entries()) {
    for (const [dayIndex, day] of days.entries()) {
      const count = counts[cellIndex * days.length + dayIndex] ?? 0
      if (count === 0 && !repeated) continue
      const key = keys.counters(cell, day)
      const score = counterScore(versions.get(key) ?? 0, count)
      written.set(key, [...(written.get(key) ?? []), { member: cell.field, score }])
    }
  }
  await sendRepeatable(redis, (queue) => {
    for (const [key, [first, ...rest]] of written) {
      if (first === undefined) continue
      queue.zadd(key, { gt: true }, first, ...rest)
      queue.expire(key, COUNTERS_SECONDS)
    }
  })
}
