import { type Contest, STANDING } from './contest.ts'
import { NO_CAP } from './slate-item.ts'

/**
 * Initialises the caps of the items from index `first` on: how often each may still be shown, counting what the page
 * already has.
 */
export function enterCaps(contest: Contest, first: number): void {
  const { pool, buffers, picked } = contest
  for (let index = first; index < pool.length; index++) {
    const item = pool[index]
    if (item === undefined || item.capKey === NO_CAP) continue
    buffers.capLeft[index] = item.capLeft
    buffers.capKnown[index] = item.capKnown ? 1 : 0
    for (const before of picked) if (pool[before]?.capKey === item.capKey) countOnce(contest, index)
    bar(contest, index)
  }
}

/** Counts the item just picked against its cap: an item on the page counts like one seen before the page. */
export function countCap(contest: Contest, picked: number): void {
  const { pool, buffers } = contest
  const capKey = pool[picked]?.capKey ?? NO_CAP
  if (capKey === NO_CAP) return
  if (buffers.capKnown[picked] === 0) contest.capRoom--
  for (let index = 0; index < pool.length; index++) {
    const other = pool[index]
    if (other === undefined || other.capKey === NO_CAP) continue
    if (other.capKey === capKey) countOnce(contest, index)
    bar(contest, index)
  }
}

function countOnce({ buffers }: Contest, index: number): void {
  buffers.capLeft[index] = Math.max(0, (buffers.capLeft[index] ?? 0) - 1)
  buffers.capKnown[index] = 1
}

/** Rules out an item whose cap is reached, or could not be remembered. */
function bar({ buffers, capRoom }: Contest, index: number): void {
  const { capLeft, capKnown, standing } = buffers
  const allowed = (capLeft[index] ?? 0) > 0 && (capKnown[index] === 1 || capRoom > 0)
  if (allowed || standing[index] === STANDING.picked || standing[index] === STANDING.barred) return
  standing[index] = STANDING.capped
}
