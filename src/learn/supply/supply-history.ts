import { type ForecastCell, type ForecastCellName, forecastCellName } from './forecast-cell.ts'

/** An hour, in milliseconds. */
export const SUPPLY_HOUR_MS = 3_600_000
/** A day has so many hours. */
export const DAY_HOURS = 24

/** Below so many placements an hour, a whole hour without any is no surprise: a chance of one in a hundred. */
const QUIET_PLACEMENTS = 4.6

/** What was asked for in a region, hour by hour. */
export interface SupplyHistory {
  /** When its first hour begins, milliseconds since 1970 UTC; a whole hour. */
  readonly from: number
  /** Of each hour: 1 if what was asked in it is known, 0 if it is missing. */
  readonly told: Uint8Array
  /** Of each cell that was ever asked: placements by hour. What stands at a missing hour means nothing. */
  readonly asked: ReadonlyMap<ForecastCellName, Float64Array>
}

/**
 * Collects a region's history. An hour of which no report of the whole region came is *missing*, not zero: somewhere an
 * isolate always counts, so silence means that reports, or the region itself, were out. The hours beside it are missing
 * too, since an outage begins and ends within them. Only where a region is asked so little at that time of day that a
 * silent hour is no surprise, it counts as zero. A cell without placements in an hour that others reported is zero.
 */
export class SupplyHistoryBuilder {
  private readonly asked = new Map<ForecastCellName, Float64Array>()
  private readonly totals: Float64Array
  private readonly reported: Uint8Array

  /**
   * @param from when the first hour begins, milliseconds since 1970 UTC; a whole hour
   * @param hours how many hours the history has
   */
  constructor(
    private readonly from: number,
    private readonly hours: number,
  ) {
    this.totals = new Float64Array(hours)
    this.reported = new Uint8Array(hours)
  }

  /** Adds what a cell was asked in an hour; hours outside of the history, and counts that are none, are left out. */
  add(hour: number, cell: ForecastCell, placements: number): void {
    const index = (hour - this.from) / SUPPLY_HOUR_MS
    if (!Number.isInteger(index) || index < 0 || index >= this.hours) return
    if (!Number.isFinite(placements) || placements < 0) return
    const name = forecastCellName(cell)
    const known = this.asked.get(name) ?? new Float64Array(this.hours)
    this.asked.set(name, known)
    known[index] = (known[index] ?? 0) + placements
    this.totals[index] = (this.totals[index] ?? 0) + placements
    this.reported[index] = 1
  }

  /** The history; what was before its first report is not part of it. */
  finish(): SupplyHistory {
    const first = this.reported.indexOf(1)
    if (first < 0) return { from: this.from + this.hours * SUPPLY_HOUR_MS, told: new Uint8Array(0), asked: new Map() }
    const asked = [...this.asked].map(([name, placements]) => [name, placements.subarray(first)] as const)
    return { from: this.from + first * SUPPLY_HOUR_MS, told: this.toldHours().subarray(first), asked: new Map(asked) }
  }

  private toldHours(): Uint8Array {
    const usual = this.usualByHour()
    const silent = (index: number) => this.reported[index] === 0 && (usual[index % DAY_HOURS] ?? 0) >= QUIET_PLACEMENTS
    return Uint8Array.from(this.reported, (_reported, index) => {
      return silent(index) || silent(index - 1) || silent(index + 1) ? 0 : 1
    })
  }

  /** What the region is asked at each hour of the day, on average of the days on which it reported then. */
  private usualByHour(): Float64Array {
    const [sums, days] = [new Float64Array(DAY_HOURS), new Float64Array(DAY_HOURS)]
    for (const [index, isReported] of this.reported.entries()) {
      const hour = index % DAY_HOURS
      sums[hour] = (sums[hour] ?? 0) + (this.totals[index] ?? 0)
      days[hour] = (days[hour] ?? 0) + isReported
    }
    return sums.map((sum, hour) => sum / Math.max(1, days[hour] ?? 0))
  }
}
