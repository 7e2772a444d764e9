import { type FeedFinding, fault } from '../../feeds/feed-finding.ts'
import { isFormula, unescapedFormula } from './csv-formula.ts'
import { parse } from './csv-library.js'
import { MAX_COLUMNS, type SheetCell, type SheetRow, withoutTail } from './sheet-row.ts'

/** The text of one row, or why it cannot be read. */
export interface CsvRow {
  readonly line: number
  readonly text: string
  readonly refused: FeedFinding | null
}

/** The cells of rows of text. Blank rows are left out. */
export function* cellsOfRows(rows: readonly CsvRow[], delimiter: string): Generator<SheetRow> {
  const readable = rows.filter(({ text, refused }) => refused === null && text.trim() !== '')
  const together = parsed(readable.map(({ text }) => text).join('\n'), delimiter)
  const isInStep = Array.isArray(together) && together.length === readable.length
  let next = 0
  for (const row of rows) {
    if (row.refused !== null) yield sheetRow(row, [], row.refused)
    else if (row.text.trim() !== '') {
      // Where a row is at fault, each is read by itself.
      const cells = isInStep ? (together[next] ?? []) : (firstOf(parsed(row.text, delimiter)) ?? [])
      next += 1
      yield* rowOfCells(row, cells)
    }
  }
}

function* rowOfCells(row: CsvRow, cells: readonly string[] | string): Generator<SheetRow> {
  if (typeof cells === 'string') {
    const hint = `${cells}: a quote inside a cell is written twice, and the cell stands in quotes`
    yield sheetRow(row, [], fault(row.line, 'wrong-format', '', row.text, hint))
  } else if (cells.length > MAX_COLUMNS) {
    yield sheetRow(row, [], fault(row.line, 'too-large', '', row.text, `a row has at most ${MAX_COLUMNS} cells`))
  } else {
    const read = withoutTail(cells.map(cellOf))
    if (read.length > 0) yield sheetRow(row, read, null)
  }
}

function sheetRow({ line, text }: CsvRow, cells: readonly SheetCell[], refused: FeedFinding | null): SheetRow {
  return { kind: 'row', sheet: null, line, cells, source: text, fault: refused }
}

function cellOf(text: string): SheetCell {
  if (text.trim() === '') return { kind: 'empty', text: '' }
  return isFormula(text) ? { kind: 'formula', text } : { kind: 'text', text: unescapedFormula(text) }
}

const firstOf = (rows: string[][] | string): string[] | string | undefined =>
  typeof rows === 'string' ? rows : rows[0]

/** The cells of each row, or what is wrong with one of them. */
function parsed(text: string, delimiter: string): string[][] | string {
  try {
    return parse(text, { delimiter, relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] })
  } catch (error) {
    return error instanceof Error ? error.message : 'not to be read'
  }
}
