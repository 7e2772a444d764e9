import type { RecordType } from '../../../model/nouns/record.ts'

/** The types of records that templates are for: who withdraws something says so by name, not in a sheet. */
export const TEMPLATE_TYPES = ['asset', 'title', 'campaign'] as const satisfies readonly RecordType[]
export type TemplateType = (typeof TEMPLATE_TYPES)[number]

/** The type that an id names by its prefix. */
export const TYPE_OF_PREFIX: Readonly<Record<string, TemplateType>> = { ast_: 'asset', ttl_: 'title', cmp_: 'campaign' }
