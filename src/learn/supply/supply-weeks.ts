import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { ForecastCellName } from './forecast-cell.ts'
import { type HorizonErrors, horizonErrors } from './horizon-errors.ts'
import { LocalHours } from './local-hours.ts'
import { DAY_HOURS, SUPPLY_HOUR_MS, type SupplyHistory } from './supply-history.ts'
import { knownHours, weekOfSupply } from './week-of-supply.ts'

/** What is forecast of one cell. */
export interface CellWeek {
  /** Whole days that are known since the cell was first asked. */
  readonly days: number
  /** Placements in each hour of a week, which begins as 1970 did: Thursday 00:00 on the cell's clock. Null: under 7 days. */
  readonly hours: ArrayLike<number> | null
  /** How far such forecasts were off. */
  readonly errors?: HorizonErrors
}

/** What is forecast of one region: plain data, so that it can be kept. */
export interface SupplyWeeks {
  /** Up to when reports were looked at, milliseconds since 1970 UTC. */
  readonly asOf: number
  /** Whole days that are known of the region. */
  readonly days: number
  readonly cells: ReadonlyMap<ForecastCellName, CellWeek>
}

/** The zone whose clock a territory lives by, such as `Europe/Berlin`. */
export type ZoneOfTerritory = (territory: TerritoryCode) => string

/** Makes the weeks of all cells of a region. */
export function supplyWeeks(history: SupplyHistory, zoneOf: ZoneOfTerritory): SupplyWeeks {
  const { from, told } = history
  const until = told.length
  const clocks = new LocalHours()
  const byZone = new Map<string, Uint8Array>()
  const cells = [...history.asked].map(([name, asked]): [ForecastCellName, CellWeek] => {
    const zone = zoneOf(name.slice(0, name.indexOf(' ')))
    const hourOfWeek =
      byZone.get(zone) ?? told.map((_, index) => clocks.hourOfWeek(zone, from + index * SUPPLY_HOUR_MS))
    byZone.set(zone, hourOfWeek)
    const days = Math.floor(knownHours({ told, asked, until }) / DAY_HOURS)
    const hours = weekOfSupply({ told, asked, hourOfWeek, until })
    return [
      name,
      hours === null ? { days, hours } : { days, hours, errors: horizonErrors({ told, asked, hourOfWeek }) },
    ]
  })
  const days = Math.floor(told.reduce((sum, each) => sum + each, 0) / DAY_HOURS)
  return { asOf: from + until * SUPPLY_HOUR_MS, days, cells: new Map(cells) }
}
