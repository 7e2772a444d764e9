import { z } from 'zod'
import type { SeenRate } from '../../../learn/forecast/seen-rate.ts'
import type { ForecastCellName } from '../../../learn/supply/forecast-cell.ts'
import type { CellWeek, SupplyWeeks } from '../../../learn/supply/supply-weeks.ts'
import { SURFACE_IDS, type SurfaceId } from '../../../model/nouns/surface.ts'

/** Digits that are kept of a number: a forecast knows less. */
const DIGITS = 4

/** What is kept of a region. */
export interface KeptSupply {
  readonly weeks: SupplyWeeks
  readonly seen: SeenBySurface
}

/** What is seen of a placement, on each surface of which enough was. */
export type SeenBySurface = ReadonlyMap<SurfaceId, SeenEvents>

/** How many impressions and starts a placement brings; null: too few were counted. */
export interface SeenEvents {
  readonly impressions: SeenRate | null
  readonly starts: SeenRate | null
}

const rate = z.object({ rate: z.number(), error: z.number() }).nullable()

const stored = z.object({
  asOf: z.number(),
  days: z.number(),
  /** Cell → its days, the hours of a week as text (empty: too few days), and the errors of its forecasts. */
  cells: z.record(z.string(), z.tuple([z.number(), z.string(), z.array(z.number().nullable())])),
  seen: z.partialRecord(z.enum(SURFACE_IDS), z.object({ impressions: rate, starts: rate })),
})

/** What is kept of a region as compact JSON: about a kilobyte a cell. */
export function textOfKept({ weeks: { asOf, days, cells }, seen }: KeptSupply): string {
  const texts = [...cells].map(([name, { days: known, hours, errors = [] }]): [string, StoredCell] => {
    return [name, [known, hoursText(hours), errors.map((error) => (error === null ? null : rounded(error)))]]
  })
  const kept = { asOf, days, cells: Object.fromEntries(texts), seen: Object.fromEntries(seen) }
  return JSON.stringify(kept satisfies z.infer<typeof stored>)
}

type StoredCell = z.infer<typeof stored>['cells'][string]

function hoursText(hours: CellWeek['hours']): string {
  return hours === null ? '' : Array.from(hours, rounded).join(' ')
}

function rounded(number: number): number {
  return Number(number.toPrecision(DIGITS))
}

/** What such a text says; null: it is none. */
export function keptOfText(text: string): KeptSupply | null {
  const parsed = stored.safeParse(jsonOf(text))
  if (!parsed.success) return null
  const { asOf, days, cells, seen } = parsed.data
  const weeks = Object.entries(cells).map(([name, [known, hours, errors]]): [ForecastCellName, CellWeek] => {
    // The names were written by `textOfKept`.
    return [
      name as ForecastCellName,
      { days: known, hours: hours === '' ? null : hours.split(' ').map(Number), errors },
    ]
  })
  const surfaces = SURFACE_IDS.flatMap((surface): [SurfaceId, SeenEvents][] => {
    const rates = seen[surface]
    return rates === undefined ? [] : [[surface, rates]]
  })
  return { weeks: { asOf, days, cells: new Map(weeks) }, seen: new Map(surfaces) }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
