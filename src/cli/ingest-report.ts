import type { IngestAnswer } from './ops-answers.ts'
import { count, plain, table } from './output.ts'

const SHOWN_REFUSALS = 50

/** How many findings there are, listed or not: a long report is cut. */
export function refusedCountOf(body: IngestAnswer): number {
  return body.refusedCount ?? body.refused.length
}

function refusals(body: IngestAnswer): string[] {
  if (body.refused.length === 0) return []
  const rows = body.refused
    .slice(0, SHOWN_REFUSALS)
    .map((row) => [
      plain(row.line),
      Array.isArray(row.path) ? plain(row.path.join('.')) : plain(row.path),
      plain(row.rule),
      plain(row.value).slice(0, 40),
      plain(row.hint),
    ])
  const more = refusedCountOf(body) - rows.length
  return ['', ...table(['line', 'field', 'rule', 'value', 'fix'], rows), ...(more > 0 ? [`… and ${more} more`] : [])]
}

/** What came of a file of records, for a person: the counts, then each refusal with its line and the fix. */
export function ingestReport(body: IngestAnswer): string[] {
  const counts = [
    `accepted ${count(body.accepted)}`,
    `unchanged ${count(body.unchanged)}`,
    `refused ${count(refusedCountOf(body))}`,
  ]
  return [counts.join(', '), ...refusals(body)]
}
