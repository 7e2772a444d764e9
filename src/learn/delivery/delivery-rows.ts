import type { DeliveryPart } from '../../model/delivery/delivery-part.ts'
import type { ExpectedRange } from '../forecast/expected-range.ts'
import type { ProjectedCell } from './delivery-forecast.ts'

/** What several cells come to. */
export type DeliveryTotals = Pick<ProjectedCell, 'booked' | 'planned' | 'delivered' | 'projected' | 'starts'>

/** A row of a report: null where it is not broken down, or the events do not say. */
export interface DeliveryReportRow extends DeliveryTotals {
  readonly territory: ProjectedCell['territory']
  readonly day: string | null
  readonly surface: ProjectedCell['surface']
}

/** The cells, added up by some of their parts, in the order of days, territories and surfaces. */
export function deliveryReportRows(
  cells: readonly ProjectedCell[],
  by: readonly DeliveryPart[],
): readonly DeliveryReportRow[] {
  const rows = new Map<string, DeliveryReportRow>()
  for (const cell of cells) {
    const row = {
      territory: by.includes('territory') ? cell.territory : null,
      day: by.includes('day') ? cell.day : null,
      surface: by.includes('surface') ? cell.surface : null,
    }
    const name = `${row.day ?? ''} ${row.territory ?? ''} ${row.surface ?? ''}`
    rows.set(name, { ...row, ...added(rows.get(name) ?? null, cell) })
  }
  return [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row)
}

/** What cells come to in all. */
export function deliveryTotals(cells: readonly ProjectedCell[]): DeliveryTotals {
  return cells.reduce<DeliveryTotals>(added, NOTHING)
}

const NOTHING: DeliveryTotals = { booked: null, planned: null, delivered: 0, projected: null, starts: 0 }

function added(one: DeliveryTotals | null, other: DeliveryTotals): DeliveryTotals {
  const { booked, planned, delivered, projected, starts } = other
  if (one === null) return { booked, planned, delivered, projected, starts }
  return {
    booked: sum(one.booked, booked),
    planned: sum(one.planned, planned),
    delivered: one.delivered + delivered,
    projected: likelySum(one.projected, projected),
    starts: one.starts + starts,
  }
}

/** All cells of a campaign know a number, or none does. */
function sum(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : one + other
}

function likelySum(one: ExpectedRange | null, other: ExpectedRange | null): ExpectedRange | null {
  if (one === null || other === null) return one ?? other
  return { low: one.low + other.low, mid: one.mid + other.mid, high: one.high + other.high }
}

/** What was planned up to now: of a day that is not over, the part of its placements that have been. Null: no plan. */
export function plannedSoFar(cells: readonly ProjectedCell[]): number | null {
  if (cells.every(({ planned }) => planned === null)) return null
  const sum = cells.reduce((all, { planned, supply, ahead }) => {
    return all + (supply > 0 ? ((planned ?? 0) * (supply - ahead)) / supply : 0)
  }, 0)
  return Math.round(sum)
}
