import type { SupplyForecast } from '../../../src/learn/supply/supply-forecast.ts'
import { playsIn } from './world/booked-load.ts'
import { HOUR_MS, MONTH_BEGIN, MONTH_DAYS, STEPS_PER_HOUR, stepAt } from './world/month.ts'
import { asChanged, type SimulatedCampaign } from './world/simulated-campaign.ts'
import type { TrafficCell } from './world/traffic.ts'

const HOURS = MONTH_DAYS * 24

/** What is forecast for each hour of each cell, times a bias. */
export function hourlyForecast(cells: readonly TrafficCell[], supply: SupplyForecast, bias: number): Float64Array[] {
  return cells.map((cell) =>
    Float64Array.from({ length: HOURS }, (_, hour) => {
      const from = stepAt(hour * STEPS_PER_HOUR)
      return bias * (supply.expected(cell, from, from + HOUR_MS) ?? 0)
    }),
  )
}

/** The chances of one campaign, from the beginning of the month up to each hour. */
export class CampaignSupply {
  private readonly sums = new Float64Array(HOURS + 1)

  constructor(
    private readonly campaign: SimulatedCampaign,
    private readonly cells: readonly TrafficCell[],
  ) {}

  /** Sums the forecast up anew, by what the campaign is at a step. */
  renew(hourly: readonly Float64Array[], step: number): void {
    const { window } = asChanged(this.campaign, step)
    const known = { window, hours: this.campaign.hours }
    this.sums.fill(0)
    for (const index of this.campaign.cells) {
      const [cell, hours] = [this.cells[index], hourly[index]]
      if (cell === undefined || hours === undefined) continue
      for (let hour = window.from / STEPS_PER_HOUR; hour < window.until / STEPS_PER_HOUR; hour += 1) {
        if (playsIn(known, cell, hour)) this.sums[hour + 1] = (this.sums[hour + 1] ?? 0) + (hours[hour] ?? 0)
      }
    }
    for (let hour = 0; hour < HOURS; hour += 1)
      this.sums[hour + 1] = (this.sums[hour + 1] ?? 0) + (this.sums[hour] ?? 0)
  }

  readonly between = (from: number, until: number): number => this.upTo(until) - this.upTo(from)

  private upTo(instant: number): number {
    const hours = Math.min(HOURS, Math.max(0, (instant - MONTH_BEGIN) / HOUR_MS))
    const hour = Math.min(HOURS - 1, Math.floor(hours))
    const [before = 0, after = 0] = [this.sums[hour], this.sums[hour + 1]]
    return before + (after - before) * (hours - hour)
  }
}
