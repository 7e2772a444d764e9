import { type ForecastCell, type ForecastCellName, forecastCellName } from './forecast-cell.ts'
import { LocalHours, WEEK_HOURS } from './local-hours.ts'
import { DAY_HOURS, SUPPLY_HOUR_MS } from './supply-history.ts'
import type { SupplyWeeks, ZoneOfTerritory } from './supply-weeks.ts'
import { LEAST_HOURS } from './week-of-supply.ts'

/**
 * How many placements will be asked for. All instants are milliseconds since 1970 UTC; a *placement* is one request of a
 * device for a decision on a surface, whatever it was answered.
 */
export interface SupplyForecast {
  /** Whole days of counters that the forecast of a cell is made from. */
  daysOf(cell: ForecastCell): number
  /**
   * Placements that a cell is expected to be asked in `[from, until)`, parts of hours included: three lookups, however
   * long the span. Null: fewer than 7 days are known of it, so nothing is said. Zero: its region has reported for 7 days,
   * and nobody ever asked there.
   *
   * @throws RangeError for a span that is not finite
   */
  expected(cell: ForecastCell, from: number, until: number): number | null
}

/** Placements of a cell from the beginning of a week up to each of its hours. */
interface SummedWeek {
  readonly days: number
  readonly sums: Float64Array | null
}

/**
 * The forecast of all cells of these regions. A territory belongs to one region; what other regions were asked there,
 * such as by viewers with rights of their home, counts too.
 */
export function supplyForecast(regions: readonly SupplyWeeks[], territories: TerritoryClocks): SupplyForecast {
  const weeks = new Map<ForecastCellName, SummedWeek>()
  for (const { cells } of regions) {
    for (const [name, { days, hours }] of cells) {
      const known = weeks.get(name)
      const sums = hours === null ? null : sumsOf(hours)
      weeks.set(name, known === undefined ? { days, sums } : together(known, { days, sums }))
    }
  }
  return new SummedForecast(weeks, territories)
}

/** What a forecast needs to know of territories. */
export interface TerritoryClocks {
  readonly zoneOf: ZoneOfTerritory
  /** Whole days that are known of the region that a territory belongs to. */
  readonly daysOf: (territory: ForecastCell['territory']) => number
}

class SummedForecast implements SupplyForecast {
  private readonly clocks = new LocalHours()

  constructor(
    private readonly weeks: ReadonlyMap<ForecastCellName, SummedWeek>,
    private readonly territories: TerritoryClocks,
  ) {}

  daysOf(cell: ForecastCell): number {
    return this.weeks.get(forecastCellName(cell))?.days ?? this.territories.daysOf(cell.territory)
  }

  expected(cell: ForecastCell, from: number, until: number): number | null {
    if (!Number.isFinite(from) || !Number.isFinite(until)) throw new RangeError('a forecast needs a span with two ends')
    const week = this.weeks.get(forecastCellName(cell))
    if (week === undefined) return this.territories.daysOf(cell.territory) * DAY_HOURS < LEAST_HOURS ? null : 0
    if (week.sums === null) return null
    if (until <= from) return 0
    const zone = this.territories.zoneOf(cell.territory)
    return upTo(week.sums, this.clocks.local(zone, until)) - upTo(week.sums, this.clocks.local(zone, from))
  }
}

function sumsOf(hours: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(WEEK_HOURS + 1)
  for (let hour = 0; hour < WEEK_HOURS; hour += 1) sums[hour + 1] = (sums[hour] ?? 0) + (hours[hour] ?? 0)
  return sums
}

/** Of a cell that two regions were asked for, the one that is known for longer is the cell's own; both count. */
function together(one: SummedWeek, other: SummedWeek): SummedWeek {
  const days = Math.max(one.days, other.days)
  if (one.sums === null || other.sums === null) return { days, sums: one.sums ?? other.sums }
  const sums = other.sums
  return { days, sums: one.sums.map((sum, hour) => sum + (sums[hour] ?? 0)) }
}

/** Placements from the first week on up to a local time, an hour's part in proportion. */
function upTo(sums: Float64Array, local: number): number {
  const hours = local / SUPPLY_HOUR_MS
  const week = Math.floor(hours / WEEK_HOURS)
  const inWeek = hours - week * WEEK_HOURS
  const hour = Math.floor(inWeek)
  const [before = 0, after = 0] = [sums[hour], sums[hour + 1]]
  return week * (sums[WEEK_HOURS] ?? 0) + before + (after - before) * (inWeek - hour)
}
