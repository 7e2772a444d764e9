import type { Reserve } from './contest.ts'
import { type Contest, lastOf } from './contest.ts'
import { enterFrom } from './enter.ts'
import { keptLikeness } from './kept-likeness.ts'
import { buffersFor } from './slate-buffers.ts'
import type { SlateItem, Trace } from './slate-item.ts'
import type { SlatePlan, SlateScreen } from './slate-plan.ts'
import { standBack } from './stand-ins.ts'

/** Starts a composition with every item of the pool, except what the screen already has. */
export function openContest(
  pool: readonly SlateItem[],
  plan: SlatePlan,
  screen: SlateScreen,
  { before, reserve }: { readonly before: readonly Trace[]; readonly reserve: Reserve | null },
): Contest {
  const trail = lastOf(before, plan.policy.window - 1)
  const buffers = buffersFor(pool.length)
  const nobody = { picked: [], stuck: new Set<number>(), capRoom: plan.capRoom, alike: keptLikeness(pool) }
  const contest: Contest = { pool, plan, screen, reserve, buffers, trail, earlier: trail.length, ...nobody }
  enterFrom(contest, 0)
  standBack(contest)
  return contest
}
