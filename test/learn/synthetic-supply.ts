import type { ForecastCell } from '../../src/learn/supply/forecast-cell.ts'
import { type SupplyForecast, supplyForecast } from '../../src/learn/supply/supply-forecast.ts'
import { SUPPLY_HOUR_MS, SupplyHistoryBuilder } from '../../src/learn/supply/supply-history.ts'
import { type SupplyWeeks, supplyWeeks, type ZoneOfTerritory } from '../../src/learn/supply/supply-weeks.ts'

/** Monday 2026-09-07, 00:00 UTC. */
export const FIRST = Date.UTC(2026, 8, 7)
export const DAY_MS = 24 * SUPPLY_HOUR_MS
export const HERO: ForecastCell = { territory: 'DE', surface: 'home-hero' }

/** What cells were asked in an hour; null: no report came. */
export type AskedInHour = (hour: number) => readonly (readonly [ForecastCell, number])[] | null

export const UTC: ZoneOfTerritory = () => 'UTC'

/** The weeks that are made from so many days of hours. */
export function weeksOf(days: number, askedIn: AskedInHour, zoneOf: ZoneOfTerritory = UTC): SupplyWeeks {
  const builder = new SupplyHistoryBuilder(FIRST, days * 24)
  for (let hour = FIRST; hour < FIRST + days * DAY_MS; hour += SUPPLY_HOUR_MS) {
    for (const [cell, placements] of askedIn(hour) ?? []) builder.add(hour, cell, placements)
  }
  return supplyWeeks(builder.finish(), zoneOf)
}

export function forecastOf(weeks: SupplyWeeks, zoneOf: ZoneOfTerritory = UTC): SupplyForecast {
  return supplyForecast([weeks], { zoneOf, daysOf: () => weeks.days })
}

/** A thousand placements at eight in the evening, a hundred at any other hour; twice as many at weekends. */
export function evenings(hour: number): number {
  const day = new Date(hour).getUTCDay()
  return (new Date(hour).getUTCHours() === 20 ? 1000 : 100) * (day === 0 || day === 6 ? 2 : 1)
}
