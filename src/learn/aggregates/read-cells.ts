import { REGION_IDS } from '../../model/nouns/region.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import type { Aggregates, ExposureRow, PairRow } from './aggregates.ts'

/** A row as a file gives it: numbers as numbers, everything else as text; null: no such value. */
export type Cells = Readonly<Record<string, unknown>>

/** Why a row cannot be used: its column, and what belongs there. */
export interface CellFault {
  readonly column: string
  readonly reason: string
}

const ASSET = /^ast_[A-Za-z0-9_-]{1,64}$/
const DAY = /^\d{4}-\d\d-\d\d$/
const LAST_PLACE = 99
/** What rounding may add to a sum of quantiles or of roots, relative to it. */
const ROUNDING = 1e-5

/** A row of `exposures`, or why it is none. */
export function exposureOf(cells: Cells): ExposureRow | CellFault {
  const { asset_id: assetId, surface, position, region, day, impressions, rewarded, units, quantile_sum } = cells
  const fault =
    wrong('asset_id', isAsset(assetId), 'an id like ast_…') ??
    wrong(
      'surface',
      SURFACE_IDS.some((each) => each === surface),
      `one of ${SURFACE_IDS.join(', ')}`,
    ) ??
    wrong('position', isWhole(position, 0, LAST_PLACE), `a whole number from 0 to ${LAST_PLACE}`) ??
    wrong(
      'region',
      REGION_IDS.some((each) => each === region),
      `one of ${REGION_IDS.join(', ')}`,
    ) ??
    wrong('day', isDay(day), 'a day such as 2026-11-22') ??
    wrong('impressions', isWhole(impressions, 1), 'a whole number of at least 1') ??
    wrong('rewarded', isWhole(rewarded, 0, Number(impressions)), 'a whole number from 0 to impressions') ??
    wrong('units', isWhole(units, 0, Number(impressions)), 'a whole number from 0 to impressions') ??
    wrong('quantile_sum', isWithin(quantile_sum, Number(impressions)), 'a number from 0 to impressions')
  if (fault !== null) return fault
  return {
    assetId,
    surface,
    position,
    region,
    day,
    impressions,
    rewarded,
    units,
    quantileSum: quantile_sum,
  } as ExposureRow
}

/** A row of `pairs`, or why it is none. */
export function pairOf({ a, b, weight, units }: Cells): PairRow | CellFault {
  const fault =
    wrong('a', isAsset(a), 'an id like ast_…') ??
    wrong('b', isAsset(b), 'an id like ast_…') ??
    wrong('b', String(a) <= String(b), 'the same as a, or later in the order of ids') ??
    wrong('units', isWhole(units, 1), 'a whole number of at least 1') ??
    wrong('weight', isWithin(weight, Number(units)) && weight !== 0, 'a number above 0, and at most units')
  return fault ?? ({ a, b, weight, units } as PairRow)
}

/** The row of `data`, or why it is none. */
export function dataOf({ from_ms: from, to_ms: to, events }: Cells): Aggregates['data'] | CellFault {
  const fault =
    wrong('from_ms', isWhole(from, 0, LAST_INSTANT), 'milliseconds since 1970 UTC') ??
    wrong('to_ms', isWhole(to, Number(from), LAST_INSTANT), 'milliseconds since 1970 UTC, not before from_ms') ??
    wrong('events', isWhole(events, 0), 'a whole number')
  if (fault !== null) return fault
  const instant = (milliseconds: unknown) => new Date(Number(milliseconds)).toISOString()
  return { from: instant(from), to: instant(to), events: Number(events) }
}

/** 9999-12-31T23:59:59.999Z. */
const LAST_INSTANT = 253_402_300_799_999

function wrong(column: string, isRight: boolean, reason: string): CellFault | null {
  return isRight ? null : { column, reason }
}

function isAsset(cell: unknown): boolean {
  return typeof cell === 'string' && ASSET.test(cell)
}

function isWhole(cell: unknown, least: number, most: number = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isSafeInteger(cell) && Number(cell) >= least && Number(cell) <= most
}

function isWithin(cell: unknown, most: number): boolean {
  return typeof cell === 'number' && cell >= 0 && cell <= most * (1 + ROUNDING)
}

function isDay(cell: unknown): boolean {
  if (typeof cell !== 'string' || !DAY.test(cell)) return false
  const instant = Date.parse(`${cell}T00:00:00Z`)
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(cell)
}
