import { type ForecastCell, type ForecastCellName, forecastCellName } from './forecast-cell.ts'
import { errorAhead } from './horizon-errors.ts'
import type { CellWeek, SupplyWeeks } from './supply-weeks.ts'

/** How far the forecasts of cells are off. */
export class SupplyErrors {
  private readonly weeks: ReadonlyMap<ForecastCellName, CellWeek>

  constructor(regions: readonly SupplyWeeks[]) {
    this.weeks = new Map(regions.flatMap(({ cells }) => [...cells]))
  }

  /** The standard error of what a cell is expected to be asked up to so many days ahead, as a share of it. */
  ahead(cell: ForecastCell, days: number): number {
    const week = this.weeks.get(forecastCellName(cell))
    return errorAhead(week?.errors ?? [], days, week?.days ?? 0)
  }
}
