import { type Chance, chanceFrom } from '../../../src/decide/draw/chance.ts'
import { CampaignSupply, hourlyForecast } from './campaign-supply.ts'
import { wonShares } from './competition.ts'
import { bucketOrder } from './edge-coin.ts'
import { RunningCampaign } from './running-campaign.ts'
import { BookedLoad, playsIn } from './world/booked-load.ts'
import { bookedCampaigns } from './world/bookings.ts'
import { KnownSupply } from './world/known-supply.ts'
import { isWithin, MONTH_DAYS, STEPS_PER_DAY, STEPS_PER_HOUR, stepAt } from './world/month.ts'
import { drawnOutages, NO_OUTAGES, type Outages } from './world/outages.ts'
import { poisson } from './world/sampled.ts'
import { asChanged, isPaused } from './world/simulated-campaign.ts'
import { KNOWN_STEPS, type TrafficCell, trafficCells } from './world/traffic.ts'

/** What a month is made of, beside its seed. */
export interface MonthOptions {
  readonly seed: number
  /** Share of the supply of each hour that is booked at most for guaranteed campaigns. */
  readonly booked: number
  /** Factor on what is forecast, from the first step on; bookings keep to the forecast without it. */
  readonly bias: number
  /** Factor on the traffic of the month itself, which nobody forecast. */
  readonly traffic: number
  readonly outages: boolean
  /** How many of its days are simulated; left out: all. */
  readonly days?: number
  /** Told after each day. */
  readonly told?: (day: number) => void
}

/** A month that is over. */
export interface SimulatedMonth {
  readonly campaigns: readonly RunningCampaign[]
  readonly outages: Outages
  /** Share of all placements of the month that was booked. */
  readonly bookedShare: number
}

/** The supply forecast is made anew once a day; the product does so every hour, and knows more. */
const FORECAST_STEPS = STEPS_PER_DAY

/**
 * A month of 200 campaigns, step by step: publisher, edges, devices and counters. Product code: the controller and
 * the forecast of supply. Everything else is this world's.
 */
export function simulatedMonth(options: MonthOptions): SimulatedMonth {
  const chance = chanceFrom(`pacing|${options.seed}`)
  const outages = options.outages ? drawnOutages(chance) : NO_OUTAGES
  const cells = trafficCells(chance, outages.traffic)
  const known = new KnownSupply(cells, chance)
  const load = new BookedLoad(cells, known.forecastAt(0))
  const booked = bookedCampaigns(load, cells.length, options.booked, chance)
  const campaigns = booked.map((each) => new RunningCampaign(each, bucketOrder(each.id)))
  const supplies = booked.map((each) => new CampaignSupply(each, cells))
  let onAir: RunningCampaign[][] = []
  for (let step = 0; step < (options.days ?? MONTH_DAYS) * STEPS_PER_DAY; step += 1) {
    if (step % FORECAST_STEPS === 0) {
      const hourly = hourlyForecast(cells, known.forecastAt(step), options.bias)
      for (const supply of supplies) supply.renew(hourly, step)
    }
    if (step % STEPS_PER_HOUR === 0) onAir = cells.map((cell, index) => onAirIn(campaigns, cell, index, step))
    if (!isWithin(outages.publisher, step)) {
      const eventsAreOut = isWithin(outages.events, step)
      for (const [index, each] of campaigns.entries()) {
        each.pace(step, eventsAreOut, supplies[index]?.between ?? (() => 0))
      }
    }
    const placements = cells.map(({ expected }) => options.traffic * (expected[KNOWN_STEPS + step] ?? 0))
    stepOfEdges(onAir, placements, step, chance)
    if ((step + 1) % STEPS_PER_DAY === 0) options.told?.((step + 1) / STEPS_PER_DAY)
  }
  return { campaigns, outages, bookedShare: load.share() }
}

/** Who may play in a cell for the hour from a step on, the highest tier first: all windows and changes are whole hours. */
function onAirIn(all: readonly RunningCampaign[], cell: TrafficCell, index: number, step: number): RunningCampaign[] {
  return all
    .filter(({ campaign }) => {
      if (!campaign.cells.includes(index) || isPaused(campaign, step)) return false
      const { window } = asChanged(campaign, step)
      return playsIn({ window, hours: campaign.hours }, cell, Math.floor(step / STEPS_PER_HOUR))
    })
    .sort((one, other) => one.tier - other.tier)
}

function stepOfEdges(
  onAir: readonly RunningCampaign[][],
  placements: readonly number[],
  step: number,
  chance: Chance,
): void {
  const shown = new Set<RunningCampaign>()
  for (const [index, open] of onAir.entries()) {
    const asked = placements[index] ?? 0
    wonShares(open, stepAt(step), (each, share) => {
      each.expect(share * asked)
      shown.add(each)
    })
  }
  for (const each of shown) each.deliver(step, poisson(each.expectedEvents(step), chance))
}
