import type { Contest } from './contest.ts'
import { likenessToPage } from './likeness.ts'
import { SCORE_SCALE } from './slate-item.ts'

/**
 * Fills the head with the best of the first `feasible` candidates in `open`, best first, and returns their number.
 * Equal scores are ordered by fewer repeats, then by the lower row. It inserts into a short sorted list; a heap would
 * not pay for a dozen.
 *
 * The score at a slot, in sixteenths of a point, is the item's score, reduced by repeats, plus its tier's lead, minus
 * its likeness to the page. Maximal marginal relevance, λ · score − (1 − λ) · likeness, is divided by λ: that changes
 * no order and keeps scores in points, so a temperature means the same on every surface. Likeness only lowers a score,
 * and grows with the page, so an item that is not good enough with the likeness known so far is not compared further.
 */
export function fillHead(contest: Contest, feasible: number): number {
  const { head, headScore, open, likeness, own: ownScores } = contest.buffers
  const { temperature, head: greatest, mmrLambda, twinPoints } = contest.plan.policy
  const twin = ((1 - mmrLambda) / mmrLambda) * twinPoints * SCORE_SCALE
  // Without a draw only the best is needed.
  const most = temperature > 0 ? greatest : 1
  let size = 0
  for (let entry = 0; entry < feasible; entry++) {
    const index = open[entry] ?? 0
    const own = ownScores[index] ?? 0
    if (size === most && own - twin * (likeness[index] ?? 0) < (headScore[size - 1] ?? 0)) continue
    const counted = twin === 0 ? own : own - twin * likenessToPage(contest, index)
    let at = size
    while (at > 0 && isBefore(contest, index, counted, at - 1)) at--
    if (at >= most) continue
    if (size < most) size++
    for (let moved = size - 1; moved > at; moved--) {
      head[moved] = head[moved - 1] ?? 0
      headScore[moved] = headScore[moved - 1] ?? 0
    }
    head[at] = index
    headScore[at] = counted
  }
  return size
}

function isBefore({ pool, buffers }: Contest, index: number, score: number, entry: number): boolean {
  const other = buffers.head[entry] ?? 0
  const otherScore = buffers.headScore[entry] ?? 0
  if (score !== otherScore) return score > otherScore
  const repeats = (buffers.repeats[index] ?? 0) - (buffers.repeats[other] ?? 0)
  return repeats !== 0 ? repeats < 0 : (pool[index]?.row ?? 0) < (pool[other]?.row ?? 0)
}
