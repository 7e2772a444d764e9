import { z } from 'zod'
import type { ForecastCellName } from '../../../learn/supply/forecast-cell.ts'
import type { CellWeek, SupplyWeeks } from '../../../learn/supply/supply-weeks.ts'

/** Digits that are kept of a number: a forecast knows less. */
const DIGITS = 4

const stored = z.object({
  asOf: z.number(),
  days: z.number(),
  /** Cell → its days, the hours of a week as text (empty: too few days), and the errors of its forecasts. */
  cells: z.record(z.string(), z.tuple([z.number(), z.string(), z.array(z.number().nullable())])),
})

/** The weeks of a region as compact JSON: less than a kilobyte a cell. */
export function textOfWeeks({ asOf, days, cells }: SupplyWeeks): string {
  const texts = [...cells].map(([name, { days: known, hours, errors = [] }]): [string, StoredCell] => {
    return [name, [known, hoursText(hours), errors.map((error) => (error === null ? null : rounded(error)))]]
  })
  return JSON.stringify({ asOf, days, cells: Object.fromEntries(texts) } satisfies z.infer<typeof stored>)
}

type StoredCell = z.infer<typeof stored>['cells'][string]

function hoursText(hours: CellWeek['hours']): string {
  return hours === null ? '' : Array.from(hours, rounded).join(' ')
}

function rounded(number: number): number {
  return Number(number.toPrecision(DIGITS))
}

/** The weeks of such a text; null: it is none. */
export function weeksOfText(text: string): SupplyWeeks | null {
  const parsed = stored.safeParse(jsonOf(text))
  if (!parsed.success) return null
  const { asOf, days, cells } = parsed.data
  const weeks = Object.entries(cells).map(([name, [known, hours, errors]]): [ForecastCellName, CellWeek] => {
    // The names were written by `textOfWeeks`.
    return [
      name as ForecastCellName,
      { days: known, hours: hours === '' ? null : hours.split(' ').map(Number), errors },
    ]
  })
  return { asOf, days, cells: new Map(weeks) }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
