import { readFile } from 'node:fs/promises'
import { CsvError, parse } from 'csv-parse/sync'
import { UsageError } from '../frame/refusal.ts'

/** One line of a table, with its cells by column. */
export interface TableRow {
  /** Where it begins in the file, from 1. */
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
}

/** A table that was read from a file. */
export interface CsvTable {
  readonly file: string
  readonly rows: readonly TableRow[]
}

/**
 * Reads a CSV file whose first line names its columns; columns that are not asked for are left aside.
 * @throws UsageError when it is not there, is no CSV, lacks a column, or has no rows
 */
export async function readTable(flag: string, file: string, columns: readonly string[]): Promise<CsvTable> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${flag} "${file}" cannot be read`, 'give the path of a CSV file')
  })
  const [head, ...lines] = linesOf(file, text)
  const needed = `its first line names the columns: ${columns.join(',')}`
  if (head === undefined) throw new UsageError(`${file} is empty`, needed)
  const names = head.cells.map((cell) => cell.trim().toLowerCase())
  const missing = columns.find((column) => !names.includes(column))
  if (missing !== undefined) throw new UsageError(`${file}, line 1: column "${missing}" is missing`, needed)
  const twice = names.find((name, place) => columns.includes(name) && names.indexOf(name) !== place)
  if (twice !== undefined) throw new UsageError(`${file}, line 1: column "${twice}" stands twice`, needed)
  if (lines.length === 0)
    throw new UsageError(`${file} has no rows`, 'there is a line of columns, and nothing below it')
  const rows = lines.map(({ line, cells }) => {
    if (cells.length !== names.length) {
      const hint = `as many cells as columns: ${names.length}`
      throw new UsageError(`${file}, line ${line}: ${cells.length} cells`, hint)
    }
    return { line, cells: Object.fromEntries(names.map((name, place) => [name, (cells[place] ?? '').trim()])) }
  })
  return { file, rows }
}

/** What is wrong with a cell. */
export function wrongCell(file: string, { line, cells }: TableRow, field: string, hint: string): UsageError {
  return new UsageError(`${file}, line ${line}, ${field}: ${JSON.stringify(cells[field] ?? '')}`, hint)
}

interface Line {
  readonly line: number
  readonly cells: readonly string[]
}

function linesOf(file: string, text: string): readonly Line[] {
  const options = { bom: true, info: true, skip_empty_lines: true, relax_column_count: true } as const
  try {
    const records: readonly unknown[] = parse(text, options)
    let before = 0
    return (
      records as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[]
    ).map(({ record, info }) => {
      const line = before + 1
      before = info.lines
      return { line, cells: record }
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new UsageError(`${file} is no CSV`, error.message)
  }
}
