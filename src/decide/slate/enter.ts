import { NO_INDEX } from '../../model/columns/snapshot.ts'
import { enterCaps } from './caps.ts'
import { type Contest, FATE, STANDING } from './contest.ts'
import { countRepeats } from './repeats.ts'
import { type SlateItem, sameTitle } from './slate-item.ts'

/** A score below every other score, yet finite, so that arithmetic still works. */
const SUNK = -(2 ** 31)

/** Enters the items from index `first` on as candidates, except those that the screen or the page already has. */
export function enterFrom(contest: Contest, first: number): void {
  const { pool, buffers, screen, picked } = contest
  // Most slates are the first on their screen, so nothing can be barred yet.
  const nobodyBarred = picked.length + screen.assets.size + screen.titles.size === 0
  for (let index = first; index < pool.length; index++) {
    const item = pool[index]
    if (item === undefined) continue
    buffers.standing[index] = nobodyBarred || !isBarred(contest, item) ? STANDING.waiting : STANDING.barred
    buffers.fate[index] = FATE.none
    buffers.score[index] = Number.isFinite(item.score) ? Math.max(SUNK, item.score) : SUNK
  }
  buffers.length.fill(-1, first, pool.length)
  buffers.likeness.fill(0, first, pool.length)
  buffers.compared.fill(0, first, pool.length)
  countRepeats(contest, first)
  enterCaps(contest, first)
}

function isBarred({ pool, plan, screen, picked }: Contest, item: SlateItem): boolean {
  const shown = screen.assets.has(item.asset) || (item.title !== NO_INDEX && screen.titles.has(item.title))
  if (shown && !plan.pinned) return true
  for (const before of picked) {
    const other = pool[before]
    if (other !== undefined && rulesOut(plan, other, item)) return true
  }
  return false
}

/** Whether an item on the page rules out another: by its asset or, where titles play once, by its title. */
export function rulesOut({ policy, pinned }: Contest['plan'], shown: SlateItem, item: SlateItem): boolean {
  return shown.asset === item.asset || (policy.titles === 'once' && !pinned && sameTitle(shown.title, item.title))
}
