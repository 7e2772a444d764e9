import type { FeedFinding } from '../../feeds/feed-finding.ts'
import type { FeedFault, FeedReading } from '../../feeds/feed-reader.ts'

/** Why a cell says what it says. Of a CSV file, every cell is `text`, `formula` or `empty`. */
export type CellKind = 'text' | 'number' | 'boolean' | 'date' | 'formula' | 'error' | 'empty'

/** One cell of a sheet. */
export interface SheetCell {
  readonly kind: CellKind
  /**
   * The cell as text, as it stands. A number is written as JSON writes it, a boolean `true` or `false`, an error as
   * Excel shows it (`#N/A`). A date is a local time without a zone, `2026-11-01T00:00:00`: Excel knows neither zones nor
   * whether a time was given. A time of day alone has the day 1899-12-31. A formula is its text, with the `=`; what it
   * computed to is not read, because nobody typed it. Empty: no cell, or blanks alone.
   */
  readonly text: string
}

/**
 * One row of a sheet: of a CSV file or of a worksheet, header rows too, blank rows not. The reader of a format decides
 * what a row means. Its item's `source` must be more than `source` here where the meaning depends on a header row: an
 * item whose source is known is not mapped again, although a column may have got another name.
 */
export interface SheetRow {
  readonly kind: 'row'
  /** Name of the worksheet; null: the file has one sheet only. In a path: `Titles!name.en`. */
  readonly sheet: string | null
  /** Of CSV, the line of the file on which it begins; of a worksheet, the number that Excel shows. From 1. */
  readonly line: number
  /** Cells from the first column on, without empty ones at the end. Read one that is not there as empty: `cellAt`. */
  readonly cells: readonly SheetCell[]
  /** The row as it stands in a CSV file; of a worksheet, its cells as a JSON list of texts. */
  readonly source: string
  /** Why its cells could not be read, of an error's severity; there are none then. null: they could. */
  readonly fault: FeedFinding | null
}

/** Reads the rows of a file: `readCsvRows`, `readXlsxRows`. It never throws because of what the bytes are. */
export type SheetReader = (
  stream: AsyncIterable<Uint8Array>,
  reading: Pick<FeedReading, 'decode'>,
) => AsyncIterable<SheetRow | FeedFault>

/** Most bytes of a row, and of an item of any format. */
export const MAX_ROW_BYTES = 256 * 1024

/** Most columns of a sheet: the widest Avails template has some 120. */
export const MAX_COLUMNS = 500

const EMPTY: SheetCell = { kind: 'empty', text: '' }

/** The cell of a column, counted from 0; an empty one where the row has none. */
export function cellAt({ cells }: Pick<SheetRow, 'cells'>, column: number): SheetCell {
  return cells[column] ?? EMPTY
}

/** Where a cell stands, as findings say it: the column's name, behind the sheet's where there are several. */
export function columnPath({ sheet }: Pick<SheetRow, 'sheet'>, column: string): string {
  return sheet === null ? column : `${sheet}!${column}`
}

/** Cells without the empty ones at the end. */
export function withoutTail(cells: readonly SheetCell[]): readonly SheetCell[] {
  return cells.slice(0, cells.findLastIndex(({ kind }) => kind !== 'empty') + 1)
}
