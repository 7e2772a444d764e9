import { fault } from '../../feeds/feed-finding.ts'
import type { FeedFault, FeedReader, FeedReading } from '../../feeds/feed-reader.ts'
import { withAddresses } from '../../mapping/record-addresses.ts'
import { readCsvRows } from '../sheets/csv-rows.ts'
import { columnPath, type SheetReader, type SheetRow } from '../sheets/sheet-row.ts'
import { readXlsxRows } from '../sheets/xlsx-rows.ts'
import { recordOfRow } from './record-of-row.ts'
import { TemplateHeader } from './template-header.ts'

/**
 * Sheets that people fill in: one record a row, one field a column. The first row of each sheet names the fields, such as
 * `renditions.0.url` or `name.en`; lists of texts are joined by `|`. What a record is, its column `type` says, or the
 * prefix of its id. Ids are full ones (`ast_…`), and what the feed's settings say of records without a field, such as its
 * kind, does not count: a template is as explicit as canonical records are.
 */
const templateReader = (readRows: SheetReader): FeedReader =>
  async function* (stream, reading) {
    let header: TemplateHeader | null = null
    let sheet: string | null = null
    for await (const row of readRows(stream, reading)) {
      if (row.kind === 'fault') {
        yield row
      } else if (header === null || row.sheet !== sheet) {
        sheet = row.sheet
        header = new TemplateHeader(row)
        if (!header.has('id')) {
          yield noHeader(row)
          return
        }
      } else yield itemOf(row, header, reading)
    }
  }

function itemOf(row: SheetRow, header: TemplateHeader, reading: FeedReading) {
  return {
    kind: 'item' as const,
    itemId: header.textOf(row, 'id') || null,
    line: row.line,
    source: row.fault === null ? header.sourceOf(row) : row.source,
    map: () => withAddresses(reading, recordOfRow(row, header, reading.feed), row.line),
  }
}

function noHeader(row: SheetRow): FeedFault {
  const wanted = 'the first row names the columns, and one of them is id; make a template with: ff feeds template'
  const hint = row.fault === null ? wanted : `${row.fault.hint}; ${wanted}`
  return { kind: 'fault', finding: fault(row.line, 'broken-document', columnPath(row, 'id'), row.source, hint) }
}

/** Templates as CSV files, in any dialect of `readCsvRows`. */
export const readCsvTemplate: FeedReader = templateReader(readCsvRows)

/** Templates as workbooks: every sheet that is not hidden, with its first row. */
export const readXlsxTemplate: FeedReader = templateReader(readXlsxRows)
