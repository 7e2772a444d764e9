import type { Chance } from '../../../../src/decide/draw/chance.ts'
import { type SupplyForecast, supplyForecast } from '../../../../src/learn/supply/supply-forecast.ts'
import { SupplyHistoryBuilder } from '../../../../src/learn/supply/supply-history.ts'
import { supplyWeeks } from '../../../../src/learn/supply/supply-weeks.ts'
import { HOUR_MS, KNOWN_DAYS, MONTH_DAYS, STEPS_PER_HOUR, stepAt } from './month.ts'
import { poisson } from './sampled.ts'
import { KNOWN_STEPS, type TrafficCell, zoneOf } from './traffic.ts'

/** What was asked in each hour of each cell, as the counters of supply have it: the product makes its forecast of it. */
export class KnownSupply {
  private readonly hours: Float64Array[]

  constructor(
    private readonly cells: readonly TrafficCell[],
    chance: Chance,
  ) {
    const length = (KNOWN_DAYS + MONTH_DAYS) * 24
    this.hours = cells.map(({ expected }) =>
      Float64Array.from({ length }, (_, hour) => {
        const steps = expected.subarray(hour * STEPS_PER_HOUR, (hour + 1) * STEPS_PER_HOUR)
        return poisson(
          steps.reduce((sum, each) => sum + each, 0),
          chance,
        )
      }),
    )
  }

  /** The product's forecast by what was asked in the hours before a step. */
  forecastAt(step: number): SupplyForecast {
    const known = Math.floor((KNOWN_STEPS + step) / STEPS_PER_HOUR)
    const from = stepAt(-KNOWN_STEPS)
    const builder = new SupplyHistoryBuilder(from, known)
    for (const [index, cell] of this.cells.entries()) {
      for (let hour = 0; hour < known; hour += 1) {
        const placements = this.hours[index]?.[hour] ?? 0
        // A silent hour is one that nobody reports.
        if (placements > 0) builder.add(from + hour * HOUR_MS, cell, placements)
      }
    }
    return supplyForecast([supplyWeeks(builder.finish(), zoneOf)], { zoneOf, daysOf: () => KNOWN_DAYS })
  }
}
