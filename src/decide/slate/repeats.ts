import { PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import { type Contest, lastOf } from './contest.ts'
import { SCORE_SCALE, sameGroup, sameTitle, type Trace } from './slate-item.ts'

/**
 * For each item from index `first` on, counts how many items in the window before the next slot have its title or
 * source.
 */
export function countRepeats(contest: Contest, first: number): void {
  const { pool, buffers, trail, plan } = contest
  buffers.titleCount.fill(0, first, pool.length)
  buffers.repeats.fill(0, first, pool.length)
  for (const trace of lastOf(trail, plan.policy.window - 1)) count(contest, trace, { by: 1, first })
  for (let index = first; index < pool.length; index++) buffers.own[index] = ownScore(contest, index)
}

/** Advances the window by the item just picked, the last of the trail: it enters, and the oldest leaves. */
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

/** The score of an item before its likeness to the page is subtracted. */
function ownScore({ pool, plan, buffers }: Contest, index: number): number {
  const { sourceDecay, sourceFloor, tierLead } = plan.policy
  const worn = wornScore(buffers.score[index] ?? 0, buffers.repeats[index] ?? 0, sourceDecay, sourceFloor)
  const tiersAhead = PRIORITIES.length - 1 - (pool[index]?.tier ?? 0)
  return worn + tierLead * SCORE_SCALE * tiersAhead
}

/**
 * The score after `repeats` items of the same source or title: (1 − floor) · decay^k + floor of it. A negative score
 * falls by as much as a positive one of the same size would. Source: x-algorithm `params/param.rs`.
 */
export function wornScore(score: number, repeats: number, decay: number, floor: number): number {
  let left = 1
  for (let each = 0; each < repeats; each++) left *= decay
  return score - Math.abs(score) * (1 - floor) * (1 - left)
}
