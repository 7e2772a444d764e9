import { z } from 'zod'
import { clockTime, localDate, localDateTime } from '../../../model/fields/local-time.ts'
import { type RecordType, recordSchemas } from '../../../model/nouns/record.ts'
import { allowedFields } from '../../lines/allowed-fields.ts'

/** What a column takes: `list` are texts joined by `|`, `time` a local time, `end` one that something ends at. */
export type FieldKind = 'text' | 'number' | 'boolean' | 'list' | 'time' | 'end' | 'day' | 'clock'

/** The field of a record that a column fills. */
export interface ColumnField {
  readonly kind: FieldKind
  readonly isNullable: boolean
  /** Names of fields and numbers of list entries, from the record inwards. */
  readonly path: readonly string[]
}

/** Longest lists of records have 300 entries; a larger number would only waste memory. */
const ENTRY = /^\d{1,3}$/
const ENDS: ReadonlySet<string | undefined> = new Set(['end', 'validUntil'])

/**
 * The field that a column's name stands for in records of a type, such as `renditions.0.url` or `name.en`, or a hint why
 * it stands for none.
 */
export function fieldOfColumn(type: RecordType, column: string): ColumnField | { readonly hint: string } {
  const path = column.split('.')
  let found: MatchingSchemas = { schemas: [recordSchemas[type]], isNullable: false }
  for (const [depth, key] of path.entries()) {
    found = inside(found, key)
    if (found.schemas.length === 0 || key === '__proto__') return { hint: hintAt(type, path.slice(0, depth)) }
  }
  const kind = kindOf(found.schemas, path.at(-1))
  return kind === null ? { hint: partsOf(type, path, found.schemas) } : { kind, isNullable: found.isNullable, path }
}

/** The schemas that a field may match. */
export interface MatchingSchemas {
  readonly schemas: readonly z.core.$ZodType[]
  readonly isNullable: boolean
}

function inside({ schemas }: MatchingSchemas, key: string): MatchingSchemas {
  const inner = schemas.map((schema) => unwrapped(child(schema, key)))
  return { schemas: inner.flatMap((each) => each.schemas), isNullable: inner.some((each) => each.isNullable) }
}

function child(schema: z.core.$ZodType, key: string): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined
  if (schema instanceof z.ZodRecord) return schema.valueType
  return schema instanceof z.ZodArray && ENTRY.test(key) ? schema.element : undefined
}

/** What a schema is without defaults, nullables and optionals; a union is all of its options. */
export function unwrapped(schema: z.core.$ZodType | undefined): MatchingSchemas {
  if (schema === undefined) return { schemas: [], isNullable: false }
  if (schema instanceof z.ZodNullable) return { ...unwrapped(schema.unwrap()), isNullable: true }
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return unwrapped(schema.unwrap())
  if (!(schema instanceof z.ZodUnion)) return { schemas: [schema], isNullable: false }
  const options = schema.options.map(unwrapped)
  return { schemas: options.flatMap((each) => each.schemas), isNullable: options.some((each) => each.isNullable) }
}

/** null: a column of its own cannot fill it, because it has parts. */
function kindOf(schemas: readonly z.core.$ZodType[], name: string | undefined): FieldKind | null {
  const isOf = (wanted: { readonly def: unknown }) => schemas.some((schema) => schema._zod.def === wanted.def)
  if (isOf(localDateTime)) return ENDS.has(name) ? 'end' : 'time'
  if (isOf(localDate)) return 'day'
  if (isOf(clockTime)) return 'clock'
  if (schemas.some((schema) => schema instanceof z.ZodBoolean)) return 'boolean'
  if (schemas.some(isNumber)) return 'number'
  if (schemas.some((schema) => schema instanceof z.ZodArray && !hasParts(schema.element))) return 'list'
  return schemas.every(hasParts) ? null : 'text'
}

const isNumber = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.ZodNumber || (schema instanceof z.ZodLiteral && typeof schema.value === 'number')

/** Whether columns stand for parts of it, and none for itself. */
export const hasParts = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.ZodObject || schema instanceof z.ZodRecord || schema instanceof z.ZodArray

function hintAt(type: RecordType, above: readonly string[]): string {
  // Above may be a list, whose entries have the fields.
  for (const path of [above, [...above, '0']]) {
    const allowed = allowedFields(type, path, []).map((field) => [...path, field].join('.'))
    if (allowed.length > 0) return `columns of ${type} records here: ${allowed.join(', ')}`
  }
  return `no field of ${type} records; a column whose name begins with # is for notes`
}

function partsOf(type: RecordType, path: readonly string[], schemas: readonly z.core.$ZodType[]): string {
  const column = path.join('.')
  if (schemas.some((schema) => schema instanceof z.ZodRecord)) return `a column for each language, like ${column}.en`
  const list = schemas.some((schema) => schema instanceof z.ZodArray)
  const entry = list ? [...path, '0'] : path
  return `a column for each part: ${allowedFields(type, entry, [])
    .map((field) => [...entry, field].join('.'))
    .join(', ')}`
}
