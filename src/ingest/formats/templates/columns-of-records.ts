import { z } from 'zod'
import { recordSchemas, type ScheduleRecord } from '../../../model/nouns/record.ts'
import { hasParts, unwrapped } from './field-of-column.ts'
import type { TemplateType } from './template-type.ts'

/** A record that a template can hold. */
export type TemplateRecord = Extract<ScheduleRecord, { type: TemplateType }>

/** A column and its value in each record; undefined where a record has none. */
export interface FilledColumn {
  readonly name: string
  readonly values: readonly unknown[]
}

/** Said by the id of a record and by its reader. */
const LEFT_OUT: ReadonlySet<string> = new Set(['v', 'type'])

/**
 * The columns of records of one type, in the order of its schema: as many for a list as the longest one has entries, and
 * one at least, and one for each language that is there.
 */
export function columnsOfRecords(type: TemplateType, records: readonly TemplateRecord[]): readonly FilledColumn[] {
  return columnsOf(recordSchemas[type], '', records).filter(({ name }) => !LEFT_OUT.has(name))
}

function columnsOf(schema: z.core.$ZodType | undefined, name: string, values: readonly unknown[]): FilledColumn[] {
  const { schemas } = unwrapped(schema)
  const below = (inner: z.core.$ZodType | undefined, key: string | number) =>
    columnsOf(
      inner,
      name === '' ? String(key) : `${name}.${key}`,
      values.map((value) => memberOf(value, key)),
    )
  const leaves = schemas.some((each) => !hasParts(each) || isListOfTexts(each))
  return [
    ...(leaves ? [{ name, values: values.map((value) => (isBranch(value) ? undefined : value)) }] : []),
    ...schemas.flatMap((each) => {
      if (each instanceof z.ZodObject) return Object.entries(each.shape).flatMap(([key, inner]) => below(inner, key))
      if (each instanceof z.ZodRecord) return keysOf(values).flatMap((key) => below(each.valueType, key))
      if (!(each instanceof z.ZodArray) || isListOfTexts(each)) return []
      return Array.from({ length: longest(values) }, (_, index) => below(each.element, index)).flat()
    }),
  ]
}

const isListOfTexts = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.ZodArray && !unwrapped(schema.element).schemas.some(hasParts)

const isBranch = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function memberOf(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  const member: unknown = Reflect.get(value, key)
  return member
}

function keysOf(values: readonly unknown[]): string[] {
  const keys = new Set(values.flatMap((value) => (isBranch(value) ? Object.keys(value) : [])))
  return keys.size === 0 ? ['en'] : [...keys]
}

const longest = (values: readonly unknown[]): number =>
  Math.max(1, ...values.map((value) => (Array.isArray(value) ? value.length : 0)))
