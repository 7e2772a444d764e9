import { EXAMPLE_RECORDS } from '../../../model/examples/example-records.ts'
import { columnsOfRecords, type TemplateRecord } from './columns-of-records.ts'
import type { TemplateType } from './template-type.ts'
import { type Sheet, sheetAsCsv, sheetAsXlsx, sheetOfColumns } from './write-records.ts'

/** What a template is for, as people name it. */
export const TEMPLATE_NAMES = ['assets', 'titles', 'campaigns'] as const
export type TemplateName = (typeof TEMPLATE_NAMES)[number]

const TYPES = { assets: 'asset', titles: 'title', campaigns: 'campaign' } as const

/** The examples under ids that nobody uses: a row that stays in the sheet by mistake replaces no live record. */
const EXAMPLES: Readonly<Record<TemplateType, TemplateRecord>> = {
  asset: { ...EXAMPLE_RECORDS.asset, id: 'ast_example', titleId: 'ttl_example' },
  title: { ...EXAMPLE_RECORDS.title, id: 'ttl_example' },
  campaign: { ...EXAMPLE_RECORDS.campaign, id: 'cmp_example', assets: ['ast_example'], status: 'draft' },
}

/** A template: the names of all columns, and one row as an example, to be replaced. */
export function templateOf(name: TemplateName): Sheet {
  const type = TYPES[name]
  return sheetOfColumns(columnsOfRecords(type, [EXAMPLES[type]]))
}

/** A template as a file for people who fill in sheets. */
export async function templateFile(name: TemplateName, format: 'csv' | 'xlsx'): Promise<Uint8Array> {
  const sheet = templateOf(name)
  return format === 'csv' ? sheetAsCsv(sheet) : sheetAsXlsx(sheet, name)
}
