import type { Contest } from './contest.ts'
import { enterFrom } from './enter.ts'
import { grownBuffers } from './slate-buffers.ts'
import type { SlateItem } from './slate-item.ts'
import { standBack } from './stand-ins.ts'

/** Adds items from the reserve to a composition under way; false if there are none. */
export function admit(contest: Contest, found: readonly SlateItem[]): boolean {
  const known = new Set(contest.pool.map(({ row }) => row))
  const others = found.filter(({ row }) => !known.has(row))
  if (others.length === 0) return false
  const first = contest.pool.length
  contest.pool = [...contest.pool, ...others]
  contest.buffers = grownBuffers(contest.buffers, first, contest.pool.length)
  enterFrom(contest, first)
  standBack(contest)
  return true
}
