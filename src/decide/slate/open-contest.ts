import { NO_INDEX } from '../../model/snapshot.ts'
import { type Contest, FATE, lastOf, STANDING } from './contest.ts'
import { countRepeats } from './repeats.ts'
import { buffersFor } from './slate-buffers.ts'
import type { SlateItem, Trace } from './slate-item.ts'
import type { SlatePlan, SlateScreen } from './slate-plan.ts'

/** Below every finite score, yet not infinite: arithmetic goes on. */
const SUNK = -(2 ** 31)

/** Everybody in the running but what the screen has already. */
export function openContest(
  pool: readonly SlateItem[],
  plan: SlatePlan,
  screen: SlateScreen,
  before: readonly Trace[],
): Contest {
  const buffers = buffersFor(pool.length)
  const trail = lastOf(before, plan.policy.window - 1)
  for (let index = 0; index < pool.length; index++) {
    const item = pool[index]
    if (item === undefined) continue
    const shown = screen.assets.has(item.asset) || (item.title !== NO_INDEX && screen.titles.has(item.title))
    buffers.standing[index] = shown && !plan.pinned ? STANDING.barred : STANDING.waiting
    buffers.fate[index] = FATE.none
    buffers.score[index] = Number.isFinite(item.score) ? Math.max(SUNK, item.score) : SUNK
  }
  buffers.length.fill(-1, 0, pool.length)
  buffers.likeness.fill(0, 0, pool.length)
  buffers.compared.fill(0, 0, pool.length)
  const contest = { pool, plan, buffers, trail, earlier: trail.length, picked: [] }
  countRepeats(contest)
  return contest
}
