import { readXlsx, streamXlsxRows } from 'hucre/xlsx'
import { fault, type QuarantineRule } from '../../feeds/feed-finding.ts'
import type { FeedFault } from '../../feeds/feed-reader.ts'
import { joinedWithin } from '../joined-within.ts'
import { whatItIs } from '../what-it-is.ts'
import {
  MAX_COLUMNS,
  MAX_ROW_BYTES,
  type SheetCell,
  type SheetReader,
  type SheetRow,
  withoutTail,
} from './sheet-row.ts'
import { sheetCell, type WorkbookCell } from './xlsx-cell.ts'
import { MAX_PACKED_BYTES, zipFault } from './zip-directory.ts'

/** Most rows of a workbook, header rows and blank rows between others included. */
export const MAX_SHEET_ROWS = 10_000
/** Most cells of the rectangle that a workbook's rows span: each takes memory, whether or not it holds something. */
const MAX_CELLS = 2_000_000

/**
 * Rows of a workbook (XLSX): those of every sheet that is not hidden, in the order of the file. Memory is bounded before
 * anything is unpacked (`zipFault`) and before the cells are laid out: a workbook with a cell at XFD1048576 is refused.
 */
export const readXlsxRows: SheetReader = async function* (stream) {
  const bytes = await joinedWithin(stream, MAX_PACKED_BYTES)
  if (bytes === null) {
    yield broken(
      'too-large',
      `a workbook has at most ${MAX_PACKED_BYTES} bytes: send fewer rows at once, or a CSV file`,
    )
    return
  }
  const unsafe = bytes[0] === 0x50 ? zipFault(bytes) : `it is ${whatItIs(bytes.subarray(0, 512))}`
  if (unsafe !== null) {
    yield broken('broken-document', `this is no workbook (XLSX) that can be read: ${unsafe}`)
    return
  }
  try {
    yield* rowsOf(bytes)
  } catch (error) {
    yield broken(
      'broken-document',
      `this workbook cannot be read: ${error instanceof Error ? error.message : 'broken'}`,
    )
  }
}

async function* rowsOf(bytes: Uint8Array): AsyncGenerator<SheetRow | FeedFault> {
  const extent = await extentOf(bytes)
  if ('finding' in extent) {
    yield extent
    return
  }
  const range = `A1:${columnName(extent.columns)}${Math.max(1, extent.rows)}`
  const { sheets } = await readXlsx(bytes, { sheets: isVisible, range })
  for (const { name, rows, cells } of sheets) {
    for (const [index, values] of rows.entries()) {
      const read = withoutTail(values.map((value, column) => sheetCell(value, cells?.get(`${index},${column}`))))
      if (read.length > 0) yield sheetRow(sheets.length > 1 ? name : null, index + 1, read)
    }
  }
}

interface Extent {
  /** The greatest number of a row, and of the columns in one. */
  readonly rows: number
  readonly columns: number
}

/** How far the sheets reach, row by row in little memory, or why that is too far. */
async function extentOf(bytes: Uint8Array): Promise<Extent | FeedFault> {
  const numbers: number[] = []
  await readXlsx(bytes, { sheets: (info, index) => isVisible(info) && numbers.push(index) === 0 })
  let rows = 0
  let columns = 1
  let inAll = 0
  for (const sheet of numbers) {
    let last = 0
    for await (const { index, values } of streamXlsxRows(bytes, { sheet })) {
      const wide = values.findLastIndex(hasContent) + 1
      if (wide > 0 && inAll + index >= MAX_SHEET_ROWS) return tooManyRows(index + 1)
      if (wide > MAX_COLUMNS) return tooManyColumns(index + 1, wide)
      if (inAll + index >= MAX_SHEET_ROWS) continue
      last = Math.max(last, index + 1)
      // A formula without a result is no content here, but it is found later.
      columns = Math.max(columns, Math.min(values.length, MAX_COLUMNS))
    }
    inAll += last
    rows = Math.max(rows, last)
  }
  return inAll * columns > MAX_CELLS ? tooManyCells(inAll, columns) : { rows, columns }
}

const isVisible = ({ hidden, veryHidden }: { readonly hidden?: boolean; readonly veryHidden?: boolean }): boolean =>
  hidden !== true && veryHidden !== true

const hasContent = (value: WorkbookCell): boolean => value !== null && value !== ''

function sheetRow(sheet: string | null, line: number, cells: readonly SheetCell[]): SheetRow {
  const texts = cells.map(({ text }) => text)
  const size = texts.reduce((sum, text) => sum + text.length, 0)
  if (size <= MAX_ROW_BYTES) return { kind: 'row', sheet, line, cells, source: JSON.stringify(texts), fault: null }
  const refused = fault(line, 'too-large', '', texts[0], `a row has at most ${MAX_ROW_BYTES} characters`)
  return { kind: 'row', sheet, line, cells: [], source: '', fault: refused }
}

/** The letters of a column by its number, from 1: `A`, `Z`, `AA`. */
function columnName(number: number): string {
  const rest = Math.floor((number - 1) / 26)
  return (rest > 0 ? columnName(rest) : '') + String.fromCharCode(65 + ((number - 1) % 26))
}

const broken = (rule: QuarantineRule, hint: string): FeedFault => ({
  kind: 'fault',
  finding: fault(1, rule, '', '', hint),
})

const tooManyRows = (row: number): FeedFault =>
  broken(
    'too-large',
    `row ${row} has content, but a workbook has at most ${MAX_SHEET_ROWS} rows: send several, or a CSV file`,
  )
const tooManyColumns = (row: number, column: number): FeedFault =>
  broken(
    'too-large',
    `row ${row} has content in column ${columnName(column)}, but a sheet has at most ${MAX_COLUMNS} columns`,
  )
const tooManyCells = (rows: number, columns: number): FeedFault =>
  broken(
    'too-large',
    `${rows} rows of ${columns} columns are over ${MAX_CELLS} cells: send several workbooks, or a CSV file`,
  )
