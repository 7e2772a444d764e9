import type { ForecastCell } from './forecast-cell.ts'
import type { SupplyForecast } from './supply-forecast.ts'

/** A cell, and when it counts: half open stretches, milliseconds since 1970 UTC. */
export interface TimedCell extends ForecastCell {
  readonly times: readonly { readonly start: number; readonly end: number }[]
}

/** What cells are expected to be asked at their times. */
export interface OpenSupply {
  /**
   * Chances: placements that will be asked in these cells at these times. Null: nothing is known of any of the cells; of
   * no cells it is 0.
   */
  readonly placements: number | null
  /** Cells that are known for fewer than 7 days: they are not in the sum. */
  readonly unknown: readonly ForecastCell[]
  /** The fewest days of counters that a cell of the sum has; of no such cell, that any has. */
  readonly days: number
}

/** Adds up what is expected of a campaign's open cells, or any others. */
export function openSupply(forecast: SupplyForecast, cells: readonly TimedCell[]): OpenSupply {
  let placements = 0
  const unknown: ForecastCell[] = []
  const [days, unknownDays]: [number[], number[]] = [[], []]
  for (const cell of cells) {
    const expected = expectedIn(forecast, cell)
    if (expected === null) {
      unknown.push({ territory: cell.territory, surface: cell.surface })
      unknownDays.push(forecast.daysOf(cell))
    } else {
      placements += expected
      days.push(forecast.daysOf(cell))
    }
  }
  const told = days.length > 0 ? days : unknownDays
  return {
    placements: days.length === 0 && cells.length > 0 ? null : placements,
    unknown,
    days: told.reduce((least, each) => Math.min(least, each), told[0] ?? 0),
  }
}

/** Placements that one cell is expected to be asked at its times; null: fewer than 7 days are known of it. */
export function expectedIn(forecast: SupplyForecast, cell: TimedCell): number | null {
  let sum = 0
  for (const { start, end } of cell.times) {
    const expected = forecast.expected(cell, start, end)
    if (expected === null) return null
    sum += expected
  }
  return sum
}
