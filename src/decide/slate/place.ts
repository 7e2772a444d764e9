import type { SlateConstraint } from '../../model/policies/slate-policy.ts'
import type { Chance } from '../draw/chance.ts'
import { choiceChances, drawIndex } from '../draw/explore.ts'
import { type ConstraintBits, constraintNames } from './constraints.ts'
import type { Contest } from './contest.ts'
import { feasibleFor } from './feasible.ts'
import { fillHead } from './head.ts'
import { SCORE_SCALE } from './slate-item.ts'

/** Who takes a place, and by what chance. */
export interface Winner {
  /** Place in the pool. */
  readonly index: number
  readonly placeScore: number
  readonly propensity: number
  readonly relaxed: readonly SlateConstraint[]
  readonly reserved: boolean
}

/**
 * Decides the next place of the page: of those that nothing rules out, those that break least; of these the new
 * ones, if the place is kept for such and there are any; of these the head by score, and of the head one by
 * chance. Null: everybody left is ruled out, and the place stays empty.
 */
export function winnerOf(contest: Contest, bits: ConstraintBits, chance: Chance): Winner | null {
  const { count: feasible, broken } = feasibleFor(contest, bits)
  if (feasible === 0) return null
  const { plan, buffers } = contest
  const fresh = isReserved(contest) ? keepNew(contest, feasible) : 0
  const size = fillHead(contest, fresh > 0 ? fresh : feasible)
  const { temperature, floor } = plan.policy
  choiceChances(buffers.headScore, size, { temperature: temperature * SCORE_SCALE, floor }, buffers.headChance)
  const drawn = size === 1 ? 0 : drawIndex(buffers.headChance, size, chance())
  return {
    index: buffers.head[drawn] ?? 0,
    placeScore: buffers.headScore[drawn] ?? 0,
    propensity: buffers.headChance[drawn] ?? 1,
    relaxed: constraintNames(bits, broken),
    reserved: fresh > 0,
  }
}

/** Whether the next place is kept for new assets; counted over the borders of pages. */
function isReserved({ plan, trail, earlier }: Contest): boolean {
  const { newAssetEvery } = plan.policy
  if (newAssetEvery === null) return false
  return (plan.firstPosition + trail.length - earlier + 1) % newAssetEvery === 0
}

/** Brings the new ones among the feasible to the front of `open`; says how many. */
function keepNew({ pool, buffers }: Contest, feasible: number): number {
  let count = 0
  for (let place = 0; place < feasible; place++) {
    const index = buffers.open[place] ?? 0
    if (!pool[index]?.isNew) continue
    buffers.open[place] = buffers.open[count] ?? 0
    buffers.open[count++] = index
  }
  return count
}
