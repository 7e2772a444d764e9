import { type ForecastCell, type ForecastCellName, forecastCellName } from '../supply/forecast-cell.ts'
import type { TimedCell } from '../supply/open-supply.ts'
import type { SupplyForecast } from '../supply/supply-forecast.ts'
import { type Chances, ChancesCurve, WEEK_MS } from './chances-curve.ts'

const HOUR_MS = 3_600_000
const WEEK_HOURS = WEEK_MS / HOUR_MS

/**
 * How many chances campaigns get between two instants: placements that are expected to be asked in their cells while
 * those are open. Made for the thousands of campaigns of one pacing job: a cell's week is asked of the forecast once,
 * by the hours of UTC from `from` on, so a change of clocks in a later week is not seen before it is a week away.
 */
export class CampaignChances {
  private readonly weeks = new Map<ForecastCellName, Float64Array>()
  private readonly begin: number

  /** @param from the job's instant, milliseconds since 1970 UTC */
  constructor(
    private readonly forecast: SupplyForecast,
    from: number,
  ) {
    this.begin = Math.floor(from / HOUR_MS) * HOUR_MS
  }

  /** The chances of these cells. Cells of which nothing is forecast add none. */
  of(cells: readonly TimedCell[]): Chances {
    const groups = new Map<TimedCell['times'], Float64Array>()
    for (const cell of cells) {
      const sum = groups.get(cell.times) ?? new Float64Array(WEEK_HOURS)
      groups.set(cell.times, sum)
      const week = this.weekOf(cell)
      for (let hour = 0; hour < WEEK_HOURS; hour += 1) sum[hour] = (sum[hour] ?? 0) + (week[hour] ?? 0)
    }
    const curves = [...groups].map(([times, week]) => new ChancesCurve(this.begin, week, times))
    return (from, until) => curves.reduce((sum, curve) => sum + curve.between(from, until), 0)
  }

  private weekOf(cell: ForecastCell): Float64Array {
    const name = forecastCellName(cell)
    const known = this.weeks.get(name)
    if (known !== undefined) return known
    const week = Float64Array.from({ length: WEEK_HOURS }, (_, hour) => {
      const start = this.begin + hour * HOUR_MS
      return this.forecast.expected(cell, start, start + HOUR_MS) ?? 0
    })
    this.weeks.set(name, week)
    return week
  }
}
