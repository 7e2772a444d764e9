import { table } from '../../src/cli/output.ts'
import type { BenchRow } from './suite.ts'

const HEADS = ['suite', 'name', 'candidates', 'median', 'p99', 'unit', 'compared'] as const

/** The rows as a table for people: what was compared with several others stands in one line. */
export function report(rows: readonly BenchRow[]): string[] {
  const lines = new Map<string, { readonly row: BenchRow; readonly compared: string[] }>()
  for (const row of rows) {
    const key = JSON.stringify([row.suite, row.name, row.candidates, row.unit])
    const line = lines.get(key) ?? { row, compared: [] }
    lines.set(key, line)
    if (row.ratio !== null && row.ratioTo !== row.name) line.compared.push(`${row.ratio} × ${row.ratioTo}`)
  }
  return table(
    HEADS,
    [...lines.values()].map(({ row: { suite, name, candidates, median, p99, unit }, compared }) => [
      ...[suite, name, candidates.toLocaleString('en-US'), String(median), String(p99), unit],
      compared.join('; '),
    ]),
  )
}
