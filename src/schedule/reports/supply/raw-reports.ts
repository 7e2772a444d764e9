import type { SupplyCell } from '../../../model/messages/queue-message.ts'
import { sumOfCells } from '../../../model/messages/supply-counts.ts'
import { cellsOfText } from './supply-text.ts'

/** Fields of earlier reports that a report removes; any that stays is ignored, because it has a smaller number. */
const REMOVED_BEFORE = 8

/** Identifies a report of an hour. */
export interface ReportName {
  readonly isolate: string
  readonly series: number
  readonly number: number
}

/** The field of a report: `{isolate}:{series}:{number}`. */
export function reportField({ isolate, series, number }: ReportName): string {
  return `${isolate}:${series}:${number}`
}

/** Fields of the reports just before this one, which include nothing that this one does not. */
export function fieldsBefore({ isolate, series, number }: ReportName): readonly string[] {
  const earlier = Array.from({ length: Math.min(REMOVED_BEFORE, number) }, (_, index) => number - 1 - index)
  return earlier.map((before) => reportField({ isolate, series, number: before }))
}

/**
 * What all isolates counted in an hour: of each series the report with the greatest number. So neither the order in
 * which reports came, nor how often, nor one that is missing before the last changes the sum.
 */
export function cellsOfReports(fields: ReadonlyMap<string, string>): SupplyCell[] {
  const last = new Map<string, { readonly number: number; readonly text: string }>()
  for (const [field, text] of fields) {
    const at = field.lastIndexOf(':')
    const [series, number] = [field.slice(0, at), Number(field.slice(at + 1))]
    const known = last.get(series)
    if (known === undefined || known.number < number) last.set(series, { number, text })
  }
  return sumOfCells([...last.values()].flatMap(({ text }) => cellsOfText(text)))
}
