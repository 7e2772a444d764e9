import { OpenTimes } from '../../../compile/open-times.ts'
import { withGrace } from '../../../compile/time/with-grace.ts'
import { DAYS } from '../../../contracts/ops/requests/days.ts'
import { deliveryRows } from '../../../events/cells/delivery-rows.ts'
import type { DeliveredCell } from '../../../learn/delivery/delivered-cell.ts'
import { forecastCells, type ProjectedCell } from '../../../learn/delivery/delivery-forecast.ts'
import { observedYield } from '../../../learn/delivery/observed-yield.ts'
import { shortfallOf } from '../../../learn/delivery/shortfall.ts'
import { type ExpectedRange, expectedRange } from '../../../learn/forecast/expected-range.ts'
import { errorAhead } from '../../../learn/supply/horizon-errors.ts'
import type { SupplyForecast } from '../../../learn/supply/supply-forecast.ts'
import type { Campaign } from '../../../model/nouns/campaign.ts'
import { REGION_IDS, type RegionId } from '../../../model/nouns/region.ts'
import { type KeptShare, readShares } from '../../../schedule/pacing/kept-share.ts'
import { DAY_MS, dayOf } from '../../../schedule/reports/counters/held-days.ts'
import { readCounters } from '../../../schedule/reports/counters/read-counters.ts'
import { readWatermark } from '../../../schedule/reports/counters/watermark.ts'
import { readSupplyForecast } from '../../../schedule/reports/supply/read-supply-forecast.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import { regionsOfCampaign } from '../../regions/regions-of.ts'
import { campaignFlight, type Flight } from './campaign-flight.ts'
import { type CountedGoal, countedGoal } from './counted-goal.ts'
import { countedCells, type SpreadSupply, spreadSupply } from './delivery-cells.ts'
import { type DaySpan, daysOf, reportedDays } from './delivery-span.ts'

/** However long counters stop, no more time than that is taken to be still to come. */
const LATE_MS = 6 * 3_600_000
/** Days whose yield tells of the days to come. */
const YIELD_DAYS = 7

/** All that is known of what a campaign delivers. */
export interface DeliveryView {
  /** When the newest event that is counted was received, milliseconds since 1970 UTC; null: none is. */
  readonly asOf: number | null
  readonly days: DaySpan
  readonly goal: CountedGoal | null
  /** When the campaign is open; null: never. */
  readonly flight: Flight | null
  /** The cells of its whole time that the caller may read. */
  readonly cells: readonly ProjectedCell[]
  /** Every cell, whoever may read it. */
  readonly everywhere: readonly ProjectedCell[]
  /** What the plan goes by; null: there is none. */
  readonly spreadBy: SpreadSupply['by'] | null
  /** Why there is no plan by days; null: there is one, or no goal. */
  readonly unplanned: 'open-end' | 'too-large' | 'never-open' | null
  /** From which day on events are kept. */
  readonly keptFrom: string
}

/** What a view is asked for. */
export interface DeliveryQuestion {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly regions: readonly RegionId[]
}

/** Reads what a campaign delivered, and works out what was planned and what it will come to. */
export async function deliveryView(
  publisher: PublisherContext,
  stored: Campaign,
  question: DeliveryQuestion,
): Promise<DeliveryView> {
  const { redis, rules } = publisher
  const now = publisher.now()
  const [share = null] = await readShares(redis, [stored.id])
  const record = share?.inGrace ? withGrace(stored) : stored
  const open = new OpenTimes(rules, now)
  const flight = campaignFlight(open, record)
  const days = reportedDays(question, flight, now)
  const forecast = await readSupplyForecast(redis, rules, regionsOfCampaign(rules, record))
  // Before the counters: what is counted meanwhile may be in them, and never the other way round.
  const asOf = await readWatermark(redis)
  const keptFrom = dayOf(now - (DAYS.max - 1) * DAY_MS)
  const counted = daysOf({ first: keptFrom, last: dayOf(now) })
  const counters = await readCounters(redis, { family: 'delivery', owner: record.id }, counted)
  const goal = countedGoal(record)
  const ahead = record.status === 'ended' ? Number.POSITIVE_INFINITY : Math.max(asOf ?? now, now - LATE_MS)
  const spread = plannedSupply(record, open, { flight, days, ahead, forecast })
  const isReadable = (territory: string | null) => {
    const region = rules.territories.get(territory ?? '')?.region ?? 'world'
    return territory !== null && question.regions.includes(region)
  }
  const cellsIn = (regions: readonly RegionId[], isIn: (territory: string | null) => boolean) => {
    const supply = (spread.supply?.cells ?? []).filter(({ territory }) => isIn(territory))
    return countedCells(supply, deliveryRows(counters, regions), goal?.counts ?? 'impressions')
  }
  const readable = cellsIn(question.regions, isReadable)
  const others = REGION_IDS.filter((region) => !question.regions.includes(region))
  const all = [...readable, ...cellsIn(others, (territory) => !isReadable(territory))]
  const everywhere = forecastCells(all, spread.unplanned === null ? goal : null, {
    taken: spread.supply?.by === 'forecast' ? takenLately(all, dayOf(now), pacedRate(share, now)) : null,
    supply: supplyBounds(all),
  })
  return {
    ...{ asOf, days, goal, flight, keptFrom, everywhere },
    cells: everywhere.slice(0, readable.length),
    spreadBy: spread.supply?.by ?? null,
    unplanned: spread.unplanned,
  }
}

/** What a campaign lacks of its goal, wherever it is; null: nothing, or it has none. */
export function shortfallIn({ goal, flight, everywhere }: DeliveryView, { status }: Campaign, now: number) {
  if (goal === null || flight === null || status === 'draft' || status === 'review' || now < flight.from) return null
  return shortfallOf(everywhere, goal, status === 'ended' || now >= (flight.until ?? now + 1))
}

/** The supply of all of a campaign's time; with an open end, of the days that are reported. */
function plannedSupply(
  record: Campaign,
  open: OpenTimes,
  asked: {
    readonly flight: Flight | null
    readonly days: DaySpan
    readonly ahead: number
    readonly forecast: SupplyForecast
  },
): { readonly supply: SpreadSupply | null; readonly unplanned: DeliveryView['unplanned'] } {
  const { flight, days, ahead, forecast } = asked
  if (flight === null) return { supply: null, unplanned: 'never-open' }
  const until = flight.until ?? Date.parse(days.last) + DAY_MS
  const from = flight.until === null ? Math.max(flight.from, Date.parse(days.first)) : flight.from
  const expected: SupplyForecast['expected'] = (cell, start, end) => forecast.expected(cell, start, end)
  const supply = from < until ? spreadSupply(record, open, { stretch: { from, until }, ahead, expected }) : null
  if (supply === null) return { supply, unplanned: from < until ? 'too-large' : 'open-end' }
  return { supply, unplanned: flight.until === null ? 'open-end' : null }
}

/** How far all the supply that is to come may be from what is expected. */
function supplyBounds(cells: readonly DeliveredCell[]): ExpectedRange {
  const days = new Set(cells.filter(({ ahead }) => ahead > 0).map(({ day }) => day)).size
  return expectedRange(1, errorAhead([], Math.max(1, days), 0))
}

/** Events a chance if all were let through, as pacing measures them; null: it does not, or not lately. */
function pacedRate(share: KeptShare | null, now: number): number | null {
  return share === null || share.basis !== 'forecast' || now - share.at > DAY_MS ? null : share.rate
}

/**
 * What placements bring: as pacing measures it, else by the last whole days, in which a share may have held it back. How
 * much days differ says how sure that is.
 */
function takenLately(cells: readonly DeliveredCell[], today: string, rate: number | null): ExpectedRange | null {
  const days = new Map<string, { delivered: number; placements: number }>()
  const ahead = new Set<string>()
  for (const { day, delivered, supply, ahead: left } of cells) {
    if (left > 0) ahead.add(day)
    if (day >= today) continue
    const known = days.get(day) ?? { delivered: 0, placements: 0 }
    days.set(day, { delivered: known.delivered + delivered, placements: known.placements + supply })
  }
  const lately = [...days].sort(([one], [other]) => (one < other ? 1 : -1)).slice(0, YIELD_DAYS)
  const observed = observedYield(
    lately.map(([, day]) => day),
    ahead.size,
  )
  if (rate === null) return observed
  const { low, mid, high } = observed === null || observed.mid === 0 ? UNSURE : observed
  return { low: (rate * low) / mid, mid: rate, high: (rate * high) / mid }
}

/** Before any whole day is over. */
const UNSURE: ExpectedRange = { low: 0.5, mid: 1, high: 1.5 }
