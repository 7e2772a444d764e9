import { PRIORITIES } from '../../model/nouns/campaign-words.ts'
import { type Contest, lastOf } from './contest.ts'
import { SCORE_SCALE, sameGroup, sameTitle, type Trace } from './slate-item.ts'

/** Counts, for the items from this one on, what the window before the next place holds of their title and source. */
export function countRepeats(contest: Contest, first: number): void {
  const { pool, buffers, trail, plan } = contest
  buffers.titleCount.fill(0, first, pool.length)
  buffers.repeats.fill(0, first, pool.length)
  for (const trace of lastOf(trail, plan.policy.window - 1)) count(contest, trace, { by: 1, first })
  for (let index = first; index < pool.length; index++) buffers.own[index] = ownScore(contest, index)
}

/** Moves the window on by the item just picked, which is the trail's last: it comes in, and the oldest goes out. */
export function moveWindow(contest: Contest): void {
  const { plan, trail } = contest
  const newest = trail.at(-1)
  const left = trail[trail.length - plan.policy.window]
  if (newest !== undefined) count(contest, newest, { by: 1, first: 0 })
  if (left !== undefined) count(contest, left, { by: -1, first: 0 })
}

function count(contest: Contest, trace: Trace, { by, first }: { readonly by: 1 | -1; readonly first: number }): void {
  const { pool, buffers } = contest
  const { titleCount, repeats } = buffers
  for (let index = first; index < pool.length; index++) {
    const item = pool[index]
    if (item === undefined) continue
    const title = sameTitle(item.title, trace.title)
    if (title) titleCount[index] = (titleCount[index] ?? 0) + by
    if (!title && !sameGroup(item.source, trace.source)) continue
    repeats[index] = (repeats[index] ?? 0) + by
    buffers.own[index] = ownScore(contest, index)
  }
}

/** What an item counts before it is compared with the page. */
function ownScore({ pool, plan, buffers }: Contest, index: number): number {
  const { sourceDecay, sourceFloor, tierLead } = plan.policy
  const worn = wornScore(buffers.score[index] ?? 0, buffers.repeats[index] ?? 0, sourceDecay, sourceFloor)
  const tiersAhead = PRIORITIES.length - 1 - (pool[index]?.tier ?? 0)
  return worn + tierLead * SCORE_SCALE * tiersAhead
}

/**
 * What a score counts after so many of the same source or title: (1 − floor) · decay^k + floor of it. A score
 * below zero falls by what a positive one would lose. Source: x-algorithm `params/param.rs`.
 */
export function wornScore(score: number, repeats: number, decay: number, floor: number): number {
  let left = 1
  for (let each = 0; each < repeats; each++) left *= decay
  return score - Math.abs(score) * (1 - floor) * (1 - left)
}
