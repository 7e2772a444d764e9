import type { HealthCounts, HealthReport } from '../../history/health/health-counts.ts'

/** A report as compact text; its isolate and instant are its field. */
export function textOfReport({ decisions, empty, rungs, reasons, refusal }: HealthReport): string {
  return JSON.stringify([decisions, empty, rungs, reasons, refusal])
}

/** The reports of a hash. Each was written by `textOfReport`. */
export function reportsOfFields(fields: ReadonlyMap<string, string>): readonly HealthReport[] {
  return [...fields].map(([field, text]) => {
    const end = field.lastIndexOf(' ')
    const [decisions, empty, rungs, reasons, refusal] = JSON.parse(text) as StoredReport
    return { isolate: field.slice(0, end), at: Number(field.slice(end + 1)), decisions, empty, rungs, reasons, refusal }
  })
}

type StoredReport = [
  decisions: number,
  empty: number,
  rungs: HealthReport['rungs'],
  reasons: HealthReport['reasons'],
  refusal: string | null,
]

/** Totals of a span as text. */
export function textOfHealth(counts: HealthCounts): string {
  return JSON.stringify(counts)
}

/** The totals of such a text, which was written by `textOfHealth`. */
export function healthOfText(text: string): HealthCounts {
  return JSON.parse(text) as HealthCounts
}
