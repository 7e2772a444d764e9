import type { SupplyForecast } from '../../../../src/learn/supply/supply-forecast.ts'
import { DAY_MS, HOUR_MS, MONTH_DAYS, MONTH_STEPS, STEPS_PER_HOUR, stepAt } from './month.ts'
import type { SimulatedCampaign } from './simulated-campaign.ts'
import type { TrafficCell } from './traffic.ts'

const HOURS = MONTH_DAYS * 24

/** Whether a campaign plays in an hour of the month (by the hour's number), in a cell. */
export function playsIn(
  campaign: Pick<SimulatedCampaign, 'hours' | 'window'>,
  cell: TrafficCell,
  hour: number,
): boolean {
  const step = hour * STEPS_PER_HOUR
  if (step < campaign.window.from || step >= campaign.window.until) return false
  const { hours } = campaign
  if (hours === null) return true
  const local = ((stepAt(step) + cell.aheadHours * HOUR_MS) % DAY_MS) / HOUR_MS
  return local >= hours.from && local < hours.until
}

/** What is forecast for each hour of each cell, and which share of it is booked: as a planner sees it before the month. */
export class BookedLoad {
  private readonly forecast: Float64Array[]
  private readonly booked: Float64Array[]

  constructor(
    private readonly cells: readonly TrafficCell[],
    supply: SupplyForecast,
  ) {
    this.forecast = cells.map((cell) =>
      Float64Array.from({ length: HOURS }, (_, hour) => {
        const from = stepAt(hour * STEPS_PER_HOUR)
        return supply.expected(cell, from, from + HOUR_MS) ?? 0
      }),
    )
    this.booked = cells.map(() => new Float64Array(HOURS))
  }

  /** Chances that are forecast for a campaign, and the greatest share of them that is booked in any of its hours. */
  offered(campaign: Pick<SimulatedCampaign, 'cells' | 'hours' | 'window'>): {
    chances: number
    free: number
    load: number
  } {
    let [chances, free, load] = [0, 0, 0]
    this.each(campaign, (cell, hour) => {
      const [supply = 0, booked = 0] = [this.forecast[cell]?.[hour], this.booked[cell]?.[hour]]
      chances += supply
      free += supply * (1 - booked)
      load = Math.max(load, booked)
    })
    return { chances, free, load }
  }

  /** Books a share of all chances of a campaign. */
  book(campaign: Pick<SimulatedCampaign, 'cells' | 'hours' | 'window'>, share: number): void {
    this.each(campaign, (cell, hour) => {
      const booked = this.booked[cell]
      if (booked !== undefined) booked[hour] = (booked[hour] ?? 0) + share
    })
  }

  /** The share of all placements of the month that is booked. */
  share(): number {
    let [all, booked] = [0, 0]
    for (const [index, hours] of this.forecast.entries()) {
      for (const [hour, supply] of hours.entries()) {
        all += supply
        booked += supply * (this.booked[index]?.[hour] ?? 0)
      }
    }
    return booked / all
  }

  private each(
    campaign: Pick<SimulatedCampaign, 'cells' | 'hours' | 'window'>,
    look: (cell: number, hour: number) => void,
  ): void {
    const until = Math.min(MONTH_STEPS, campaign.window.until) / STEPS_PER_HOUR
    for (const index of campaign.cells) {
      const cell = this.cells[index]
      if (cell === undefined) continue
      for (let hour = campaign.window.from / STEPS_PER_HOUR; hour < until; hour += 1) {
        if (playsIn(campaign, cell, hour)) look(index, hour)
      }
    }
  }
}
