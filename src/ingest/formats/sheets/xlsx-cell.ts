import type { Cell, CellValue } from 'hucre/xlsx'
import type { SheetCell } from './sheet-row.ts'

/** What a workbook's reader gives for a cell. */
export type WorkbookCell = CellValue

const EMPTY: SheetCell = { kind: 'empty', text: '' }

/**
 * A cell of a workbook. The reader gives the result of a formula as the value, so that only the cell's details tell that
 * nobody typed it; and it gives a date as an instant in UTC, whose digits are the local time that Excel shows.
 */
export function sheetCell(value: WorkbookCell, details: Cell | undefined): SheetCell {
  if (details?.formula !== undefined) return { kind: 'formula', text: `=${details.formula}` }
  if (value === null || value === undefined) return EMPTY
  if (details?.type === 'error') return { kind: 'error', text: String(value) }
  if (value instanceof Date) return dateCell(value)
  if (typeof value === 'number') return { kind: 'number', text: String(value) }
  if (typeof value === 'boolean') return { kind: 'boolean', text: String(value) }
  return value.trim() === '' ? EMPTY : { kind: 'text', text: value }
}

/** To the second: a time of day is a fraction of a day, which binary numbers miss by some microseconds. */
function dateCell(date: Date): SheetCell {
  const seconds = Math.round(date.getTime() / 1000) * 1000
  const text = Number.isNaN(seconds) ? '' : new Date(seconds).toISOString()
  return /^\d{4}-/.test(text) ? { kind: 'date', text: text.slice(0, 19) } : { kind: 'error', text: '#DATE' }
}
