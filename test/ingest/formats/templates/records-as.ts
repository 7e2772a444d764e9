import type { TemplateRecord } from '../../../../src/ingest/formats/templates/columns-of-records.ts'
import { sheetAsCsv, sheetAsXlsx, sheetOfRecords } from '../../../../src/ingest/formats/templates/write-records.ts'

/** Records as a CSV file. */
export function recordsAsCsv(records: readonly TemplateRecord[]): Uint8Array {
  return sheetAsCsv(sheetOfRecords(records))
}

/** Records as a workbook. */
export async function recordsAsXlsx(records: readonly TemplateRecord[]): Promise<Uint8Array> {
  return sheetAsXlsx(sheetOfRecords(records), 'records')
}
