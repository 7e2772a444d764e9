import type { SlateConstraint } from '../../model/policies/slate-policy.ts'
import type { Choose } from '../draw/choose.ts'
import { choiceChances } from '../draw/explore.ts'
import { type ConstraintBits, constraintNames } from './constraints.ts'
import type { Contest } from './contest.ts'
import { feasibleFor } from './feasible.ts'
import { fillHead } from './head.ts'
import { SCORE_SCALE } from './slate-item.ts'

/** The item that takes a slot, and its chance. */
export interface Winner {
  /** Index in the pool. */
  readonly index: number
  readonly slotScore: number
  readonly propensity: number
  readonly relaxed: readonly SlateConstraint[]
  readonly reserved: boolean
}

/**
 * Decides the next slot of the page. Of the candidates that nothing rules out, it keeps those that break the least; of
 * these only the new ones, if the slot is reserved for new assets and there are any; of these the head by score; then
 * it chooses one from the head. Null: every remaining item is ruled out, or none was chosen, and the slot stays empty.
 */
export function winnerOf(contest: Contest, bits: ConstraintBits, choose: Choose): Winner | null {
  const { count: feasible, broken } = feasibleFor(contest, bits)
  if (feasible === 0) return null
  const { plan, buffers } = contest
  const fresh = isReserved(contest) ? keepNew(contest, feasible) : 0
  const size = fillHead(contest, fresh > 0 ? fresh : feasible)
  const { temperature, floor } = plan.policy
  choiceChances(buffers.headScore, size, { temperature: temperature * SCORE_SCALE, floor }, buffers.headChance)
  const chosen = choose(contest, size)
  if (chosen < 0) return null
  return {
    index: buffers.head[chosen] ?? 0,
    slotScore: buffers.headScore[chosen] ?? 0,
    propensity: buffers.headChance[chosen] ?? 1,
    relaxed: constraintNames(bits, broken),
    reserved: fresh > 0,
  }
}

/** Whether the next slot is reserved for new assets; the count runs on across pages. */
function isReserved({ plan, trail, earlier }: Contest): boolean {
  const { newAssetEvery } = plan.policy
  if (newAssetEvery === null) return false
  return (plan.firstPosition + trail.length - earlier + 1) % newAssetEvery === 0
}

/** Moves the new assets among the feasible to the front of `open`; returns how many. */
function keepNew({ pool, buffers }: Contest, feasible: number): number {
  let count = 0
  for (let entry = 0; entry < feasible; entry++) {
    const index = buffers.open[entry] ?? 0
    if (!pool[index]?.isNew) continue
    buffers.open[entry] = buffers.open[count] ?? 0
    buffers.open[count++] = index
  }
  return count
}
