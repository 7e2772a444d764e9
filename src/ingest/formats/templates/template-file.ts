import { EXAMPLE_RECORDS } from '../../../model/examples/example-records.ts'
import { columnsOfRecords } from './columns-of-records.ts'
import { type Sheet, sheetAsCsv, sheetAsXlsx, sheetOfColumns } from './write-records.ts'

/** What a template is for, as people name it. */
export const TEMPLATE_NAMES = ['assets', 'titles', 'campaigns'] as const
export type TemplateName = (typeof TEMPLATE_NAMES)[number]

const TYPES = { assets: 'asset', titles: 'title', campaigns: 'campaign' } as const

/** A template: the names of all columns, and one row as an example, to be replaced. */
export function templateOf(name: TemplateName): Sheet {
  const type = TYPES[name]
  return sheetOfColumns(columnsOfRecords(type, [EXAMPLE_RECORDS[type]]))
}

/** A template as a file for people who fill in sheets. */
export async function templateFile(name: TemplateName, format: 'csv' | 'xlsx'): Promise<Uint8Array> {
  const sheet = templateOf(name)
  return format === 'csv' ? sheetAsCsv(sheet) : sheetAsXlsx(sheet, name)
}
