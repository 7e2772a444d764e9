import { writeXlsx } from 'hucre/xlsx'
import { escapedApostrophe } from '../sheets/csv-formula.ts'
import { stringify } from '../sheets/csv-library.js'
import { utf8Of } from '../sheets/utf-8.ts'
import { columnsOfRecords, type FilledColumn, type TemplateRecord } from './columns-of-records.ts'
import { listText } from './list-text.ts'
import { TEMPLATE_TYPES } from './template-type.ts'

/** A first row, and a row for each record. */
export interface Sheet {
  readonly names: readonly string[]
  readonly rows: readonly (readonly CellContent[])[]
}

type CellContent = string | number | boolean

/** Workbooks are the same bytes every time, so that they can be compared. */
const NO_DATE = new Date(0)

/**
 * Records of assets, titles and campaigns as a sheet that `readCsvTemplate` and `readXlsxTemplate` read back. Columns
 * that nothing fills are left out. A sheet cannot tell an empty list or null from a field that is left out, nor blanks
 * around a text from none, nor a text `null` from null where both may be; records mean the same without these.
 *
 * @public the other half of the reader: round trips in the tests hold that the format says all that records say
 */
export function sheetOfRecords(records: readonly TemplateRecord[]): Sheet {
  const sheets = TEMPLATE_TYPES.map((type) => {
    const own = records.filter((record) => record.type === type)
    const columns = own.length === 0 ? [] : columnsOfRecords(type, own)
    return sheetOfColumns(columns.filter(({ values }) => values.some((value) => contentOf(value) !== '')))
  }).filter(({ names }) => names.length > 0)
  const names = [...new Set(sheets.flatMap((sheet) => sheet.names))]
  const rows = sheets.flatMap((sheet) =>
    sheet.rows.map((row) => names.map((name) => row[sheet.names.indexOf(name)] ?? '')),
  )
  return { names, rows }
}

/** Columns as a sheet, empty ones too. */
export function sheetOfColumns(columns: readonly FilledColumn[]): Sheet {
  const [first] = columns
  const rows = (first?.values ?? []).map((_, row) => columns.map(({ values }) => contentOf(values[row])))
  return { names: columns.map(({ name }) => name), rows }
}

/** Numbers and booleans stay what they are, so that a workbook shows them as such. */
function contentOf(value: unknown): CellContent {
  if (Array.isArray(value)) return listText(value.map(String))
  if (typeof value === 'number' || typeof value === 'boolean') return value
  return typeof value === 'string' ? value : ''
}

/** A sheet as CSV that Excel opens as it is meant: in UTF-8 with a byte order mark, and nothing in it is computed. */
export function sheetAsCsv({ names, rows }: Sheet): Uint8Array {
  const cells = [names, ...rows].map((row) =>
    row.map((cell) => (typeof cell === 'string' ? escapedApostrophe(cell) : cell)),
  )
  const cast = { boolean: String }
  return utf8Of(
    stringify(cells, {
      bom: true,
      cast,
      escape_formulas: true,
      quote_record_delimiter: true,
      record_delimiter: 'windows',
    }),
  )
}

/** A sheet as a workbook; its texts are texts, whatever they begin with. */
export async function sheetAsXlsx({ names, rows }: Sheet, name: string): Promise<Uint8Array> {
  const cells = [names, ...rows].map((row) => row.map((cell) => (cell === '' ? null : cell)))
  const properties = { created: NO_DATE, modified: NO_DATE }
  return writeXlsx({ sheets: [{ name, rows: cells, freezePane: { rows: 1 } }], properties })
}
