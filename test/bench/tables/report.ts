import { table } from '../../../src/cli/frame/output.ts'
import type { BenchRow } from '../suite.ts'
import { quantile, rounded } from './comparison.ts'

const HEADS = ['suite', 'name', 'candidates', 'median', 'least', 'greatest', 'p99', 'unit', 'compared'] as const

/** The rows as a table for people: what was compared with several others stands in one line. */
export function report(rows: readonly BenchRow[]): string[] {
  const lines = new Map<string, { readonly row: BenchRow; readonly compared: string[] }>()
  for (const row of rows) {
    const key = JSON.stringify([row.suite, row.name, row.candidates, row.unit])
    const line = lines.get(key) ?? { row, compared: [] }
    lines.set(key, line)
    if (row.problem !== null) line.compared.push(`not measured: ${row.problem}`)
    if (row.ratio !== null && row.ratioTo !== row.name) line.compared.push(`${row.ratio} × ${row.ratioTo}`)
  }
  return table(
    HEADS,
    [...lines.values()].map(({ row, compared }) => [
      ...[row.suite, row.name, row.candidates.toLocaleString('en-US')],
      ...[row.median, row.least, row.greatest, row.p99].map((value) => (Number.isNaN(value) ? '-' : String(value))),
      row.unit,
      compared.join('; '),
    ]),
  )
}

/** A few reads in a round and none in the next: that is chance, and no noise of the machine. */
const RARE = 'KV reads/request'

/** How far apart the rounds of each suite were: a difference that is smaller than this says nothing. */
export function noise(rows: readonly BenchRow[]): string[] {
  return [...new Set(rows.map(({ suite }) => suite))].flatMap((suite) => {
    const spreads = rows
      .filter((row) => row.suite === suite && row.unit !== RARE && row.greatest > row.least && row.median > 0)
      .map(({ least, greatest, median }) => (100 * (greatest - least)) / median)
    if (spreads.length === 0) return []
    const [half, most] = [0.5, 1].map((share) => rounded(Math.round(quantile(spreads, share))))
    return [
      `noise of ${suite}: half of its rows lie within ${half} % of their median from least to greatest, all within ${most} %`,
    ]
  })
}
