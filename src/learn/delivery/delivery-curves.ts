import type { ExpectedRange } from '../forecast/expected-range.ts'
import type { DeliveryTotals } from './delivery-rows.ts'

const DAY_MS = 86_400_000

/** What curves are drawn from: a report by day. */
export interface DrawnReport {
  /** Days, `YYYY-MM-DD` in UTC: the first and the last of the report, and the one that it is now. */
  readonly from: string
  readonly to: string
  readonly today: string
  /** The instant up to which events are counted, ISO 8601; null: none is. */
  readonly asOf: string | null
  readonly rows: readonly (DeliveryTotals & { readonly day: string | null })[]
}

/** A point of a curve: how many days after the beginning of the report, and how many events since then. */
export interface CurvePoint {
  readonly days: number
  readonly value: number
}

/** What a report draws: a line for what is booked, and a curve for each other number; empty: not known. */
export interface DeliveryCurves {
  readonly days: readonly string[]
  readonly booked: number | null
  readonly planned: readonly CurvePoint[]
  readonly delivered: readonly CurvePoint[]
  /** From now on. */
  readonly projected: readonly CurvePoint[]
  readonly low: readonly CurvePoint[]
  readonly high: readonly CurvePoint[]
  /** Days from the beginning to now; null: now is not within the report. */
  readonly now: number | null
  /** The greatest of all numbers; 0: there is nothing to draw. */
  readonly top: number
}

type Running = { readonly planned: number; readonly delivered: number } & ExpectedRange

/** Adds a report up, day by day. Days without rows bring nothing. */
export function deliveryCurves(report: DrawnReport): DeliveryCurves {
  const { rows, today } = report
  const days = daysBetween(report.from, report.to)
  const ends = runningSums(days, rows)
  const index = days.indexOf(today)
  const now = index < 0 ? null : index + partOfDay(report)
  const curve = (of: (sums: Running) => number, isPart: (day: string) => boolean): CurvePoint[] => {
    return days.flatMap((day, at) => (isPart(day) ? [{ days: at + 1, value: of(ends[at] ?? NOTHING) }] : []))
  }
  const start = { days: 0, value: 0 }
  const isPast = (day: string) => day < today
  const soFar = now === null ? [] : [{ days: now, value: ends[index]?.delivered ?? 0 }]
  const begins = now === null ? ((days[0] ?? '') > today ? [start] : []) : soFar
  const ahead = (of: (sums: Running) => number) => {
    const known = rows.some(({ projected }) => projected !== null)
    const rest = known ? curve(of, (day) => day >= today) : []
    return rest.length === 0 ? [] : [...begins, ...rest]
  }
  const delivered = [...curve((sums) => sums.delivered, isPast), ...soFar]
  const planned = rows.some((row) => row.planned !== null)
    ? [
        start,
        ...curve(
          (sums) => sums.planned,
          () => true,
        ),
      ]
    : []
  const booked = rows.some((row) => row.booked !== null) ? rows.reduce((sum, row) => sum + (row.booked ?? 0), 0) : null
  const last = ends.at(-1) ?? NOTHING
  return {
    ...{ days, booked, planned, now },
    delivered: delivered.length === 0 ? [] : [start, ...delivered],
    projected: ahead(({ mid }) => mid),
    low: ahead(({ low }) => low),
    high: ahead(({ high }) => high),
    top: Math.max(booked ?? 0, last.planned, last.delivered, last.high),
  }
}

const NOTHING: Running = { planned: 0, delivered: 0, low: 0, mid: 0, high: 0 }

/** What all has come to at the end of each day. */
function runningSums(days: readonly string[], rows: DrawnReport['rows']): readonly Running[] {
  const byDay = new Map<string, DeliveryTotals[]>()
  for (const row of rows) if (row.day !== null) byDay.set(row.day, [...(byDay.get(row.day) ?? []), row])
  let sums = NOTHING
  return days.map((day) => {
    for (const { planned, delivered, projected } of byDay.get(day) ?? []) {
      sums = {
        planned: sums.planned + (planned ?? 0),
        delivered: sums.delivered + delivered,
        low: sums.low + (projected?.low ?? 0),
        mid: sums.mid + (projected?.mid ?? 0),
        high: sums.high + (projected?.high ?? 0),
      }
    }
    return sums
  })
}

/** How much of today is counted, above 0. */
function partOfDay({ asOf, today }: DrawnReport): number {
  const part = asOf === null ? 1 : (Date.parse(asOf) - Date.parse(today)) / DAY_MS
  return Math.min(1, Math.max(0.01, part))
}

function daysBetween(from: string, to: string): readonly string[] {
  const length = Math.max(0, (Date.parse(to) - Date.parse(from)) / DAY_MS + 1)
  return Array.from({ length }, (_, index) => new Date(Date.parse(from) + index * DAY_MS).toISOString().slice(0, 10))
}

/** The value of a curve some days after the beginning, between its points in line; null: outside of it. */
export function valueAt(curve: readonly CurvePoint[], days: number): number | null {
  const next = curve.findIndex((point) => point.days >= days)
  const [before, after] = [curve[next - 1], curve[next]]
  if (after === undefined) return null
  if (after.days === days) return after.value
  if (before === undefined) return null
  return before.value + ((after.value - before.value) * (days - before.days)) / (after.days - before.days)
}

/** A round number that is not below another, for the top of a picture. */
export function roundTop(top: number): number {
  if (top <= 4) return 4
  const unit = 10 ** Math.floor(Math.log10(top))
  return ([1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].find((factor) => factor * unit >= top) ?? 10) * unit
}
