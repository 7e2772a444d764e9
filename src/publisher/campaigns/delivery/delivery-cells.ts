import type { OpenTimes, Stretch } from '../../../compile/open-times.ts'
import type { DeliveryRow } from '../../../events/cells/delivery-rows.ts'
import type { DeliveredCell } from '../../../learn/delivery/delivered-cell.ts'
import type { SupplyForecast } from '../../../learn/supply/supply-forecast.ts'
import type { Campaign } from '../../../model/nouns/campaign.ts'
import { dayOf } from '../../../schedule/reports/counters/held-days.ts'
import { nextDay } from './campaign-flight.ts'

const HOUR_MS = 3_600_000
/**
 * More cells than that are not spread over, as a Worker has no memory for them: a year of everywhere on one surface is
 * some ninety thousand.
 */
const CELLS_MAX = 100_000

type SupplyCell = Omit<DeliveredCell, 'delivered' | 'starts'>
type Expected = SupplyForecast['expected']

/** The placements of a campaign by day, territory and surface. */
export interface SpreadSupply {
  /** Cells that are asked for something. */
  readonly cells: readonly SupplyCell[]
  /** `forecast`: placements are expected; `time`: they are hours in which it is open, as nothing is known of them. */
  readonly by: 'forecast' | 'time'
}

/**
 * What a campaign may be asked for on each day of a stretch in which it is open. If nothing is forecast for any of its
 * cells, its open hours stand for placements.
 *
 * @param ahead from when on placements are still to come, milliseconds since 1970 UTC
 * @returns null: there are too many cells
 */
export function spreadSupply(
  record: Campaign,
  open: OpenTimes,
  { stretch, ahead, expected }: { readonly stretch: Stretch; readonly ahead: number; readonly expected: Expected },
): SpreadSupply | null {
  const cells = open.cellsOf({ ...record, surfaces: [...new Set(record.surfaces)] }, stretch)
  const known = spread(cells, ahead, expected)
  if (known === null || known.length > 0) return known && { cells: known, by: 'forecast' }
  const hours = spread(cells, ahead, (_cell, from, until) => (until - from) / HOUR_MS)
  return hours && { cells: hours, by: 'time' }
}

/** Null: there are too many. */
function spread(cells: ReturnType<OpenTimes['cellsOf']>, ahead: number, expected: Expected): SupplyCell[] | null {
  const found: SupplyCell[] = []
  for (const cell of cells) {
    found.push(...daysOfCell(cell, ahead, expected))
    if (found.length > CELLS_MAX) return null
  }
  return found
}

/** What one surface in one territory is asked for, day by day; days without anything are left out. */
function daysOfCell(
  { territory, surface, times }: ReturnType<OpenTimes['cellsOf']>[number],
  ahead: number,
  expected: Expected,
): readonly SupplyCell[] {
  const days = new Map<string, SupplyCell>()
  const placements = (from: number, until: number) =>
    from < until ? (expected({ territory, surface }, from, until) ?? 0) : 0
  for (const { start, end } of times) {
    for (let from = start; from < end; from = nextDay(from)) {
      const until = Math.min(end, nextDay(from))
      const day = dayOf(from)
      const known = days.get(day)
      days.set(day, {
        ...{ day, territory, surface },
        supply: (known?.supply ?? 0) + placements(from, until),
        ahead: (known?.ahead ?? 0) + placements(Math.max(from, ahead), until),
      })
    }
  }
  return [...days.values()].filter(({ supply }) => supply > 0)
}

/** Puts together what is expected and what was counted. */
export function countedCells(
  supply: readonly SupplyCell[],
  counted: readonly DeliveryRow[],
  counts: 'impressions' | 'starts',
): readonly DeliveredCell[] {
  const cells = new Map<string, DeliveredCell>(
    supply.map((cell) => [cellName(cell), { ...cell, delivered: 0, starts: 0 }]),
  )
  for (const row of counted) {
    const { day, territory, surface, starts } = row
    const name = cellName(row)
    const known = cells.get(name) ?? { day, territory, surface, supply: 0, ahead: 0 }
    cells.set(name, { ...known, delivered: row[counts], starts })
  }
  return [...cells.values()]
}

function cellName({ day, territory, surface }: Pick<DeliveredCell, 'day' | 'territory' | 'surface'>): string {
  return `${day} ${territory ?? ''} ${surface ?? ''}`
}
