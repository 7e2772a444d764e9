import type { BookedGoal } from './delivered-cell.ts'
import type { ProjectedCell } from './delivery-forecast.ts'
import { deliveryTotals, plannedSoFar } from './delivery-rows.ts'

/** What a goal may lack in the end without anybody being told: a part of it. */
const WITHIN = 0.01
/** Where nothing is projected: what it may lack of what was planned up to now. */
const BEHIND = 0.05

/** What a campaign lacks of its goal. */
export interface Shortfall {
  /** Whole, of what the goal counts. */
  readonly events: number
  /** `end`: it is over; `projection`: in the end, as is expected; `plan`: up to now, as nothing can be projected. */
  readonly by: 'end' | 'projection' | 'plan'
}

/**
 * What a campaign lacks of its goal; null: nothing that is worth a word.
 *
 * @param cells all cells of its time
 */
export function shortfallOf(cells: readonly ProjectedCell[], goal: BookedGoal, isOver: boolean): Shortfall | null {
  const { delivered, projected } = deliveryTotals(cells)
  if (isOver) return lacking(goal.amount - delivered, 'end', 0)
  if (projected !== null) return lacking(goal.amount - projected.mid, 'projection', WITHIN * goal.amount)
  const planned = plannedSoFar(cells) ?? 0
  return lacking(planned - delivered, 'plan', BEHIND * planned)
}

function lacking(events: number, by: Shortfall['by'], within: number): Shortfall | null {
  return events > within ? { events, by } : null
}
