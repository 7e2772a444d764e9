import type { ExpectedRange } from '../forecast/expected-range.ts'
import type { BookedGoal, DeliveredCell } from './delivered-cell.ts'
import { spreadOverDays } from './spread-over-days.ts'
import { wholeShares } from './whole-shares.ts'

/** What is known of what a placement brings. */
export interface DeliveryYield {
  /** Events of the goal for each placement that is still to come, if nothing holds the campaign back; null: not known. */
  readonly taken: ExpectedRange | null
  /** How far all the supply may be from what is expected of it, as factors around 1. */
  readonly supply: ExpectedRange
}

/** A cell with what was wanted of it, and what it will come to. */
export interface ProjectedCell extends DeliveredCell {
  /** Its part of the goal, by supply alone; null: there is no goal in numbers, or nothing to spread it by. */
  readonly booked: number | null
  /** Its part of the goal, as the campaign's pacing spreads it over the days. */
  readonly planned: number | null
  /** What it has delivered by the end of the day; null: nobody can say. */
  readonly projected: ExpectedRange | null
}

/**
 * Spreads what is booked over the cells of a whole campaign, and says what each will come to. All numbers are whole;
 * those of the cells add up to the goal, and to what the campaign as a whole will come to.
 *
 * @param cells every cell of the campaign's time, also those that nobody may be shown
 * @param goal null: none in numbers; then nothing is booked, and the projection has no end
 */
export function forecastCells(
  cells: readonly DeliveredCell[],
  goal: BookedGoal | null,
  known: DeliveryYield,
): readonly ProjectedCell[] {
  const open = cells.some(({ supply }) => supply > 0)
  const giving = cells.map(({ day, supply }) => ({ day, placements: supply }))
  const taken = known.taken?.mid ?? null
  const spread = (pacing: BookedGoal['pacing']) =>
    goal === null || !open ? null : wholeShares(goal.amount, spreadOverDays(giving, goal.amount, pacing, taken))
  const booked = spread('even')
  const planned = goal?.pacing === 'even' ? booked : spread(goal?.pacing ?? 'even')
  const projected = projections(cells, goal, known)
  return cells.map((cell, index) => ({
    ...cell,
    booked: booked?.[index] ?? null,
    planned: planned?.[index] ?? null,
    projected: projected?.[index] ?? null,
  }))
}

/** What each cell will have delivered in the end. */
function projections(
  cells: readonly DeliveredCell[],
  goal: BookedGoal | null,
  known: DeliveryYield,
): readonly ExpectedRange[] | null {
  const more = stillToCome(cells, goal, known)
  if (more === null) return null
  const giving = cells.map(({ day, ahead }) => ({ day, placements: ahead }))
  const weights = spreadOverDays(giving, more.mid, goal?.pacing ?? 'even', known.taken?.mid ?? null)
  // Step by step: so the bounds of each cell lie around its estimate, however the rest of a division falls.
  const low = wholeShares(more.low, weights)
  const upToMid = wholeShares(more.mid - more.low, weights)
  const upToHigh = wholeShares(more.high - more.mid, weights)
  return cells.map(({ delivered }, index) => {
    const least = delivered + (low[index] ?? 0)
    const mid = least + (upToMid[index] ?? 0)
    return { low: least, mid, high: mid + (upToHigh[index] ?? 0) }
  })
}

/** What the campaign as a whole will still deliver: all that it can take, up to its goal; null: nobody can say. */
export function stillToCome(
  cells: readonly DeliveredCell[],
  goal: BookedGoal | null,
  { taken, supply }: DeliveryYield,
): ExpectedRange | null {
  const [delivered, ahead] = [sumOf(cells, 'delivered'), sumOf(cells, 'ahead')]
  if (ahead === 0) return { low: 0, mid: 0, high: 0 }
  if (taken === null) return null
  const left = goal === null ? Number.POSITIVE_INFINITY : Math.max(0, goal.amount - delivered)
  const atMost = (bound: keyof ExpectedRange) => Math.round(Math.min(left, ahead * taken[bound] * supply[bound]))
  return { low: atMost('low'), mid: atMost('mid'), high: atMost('high') }
}

function sumOf(cells: readonly DeliveredCell[], field: 'delivered' | 'ahead'): number {
  return cells.reduce((sum, cell) => sum + cell[field], 0)
}
