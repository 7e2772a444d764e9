import { z } from 'zod'
import { type RecordType, recordSchemas } from '../../model/nouns/record.ts'

/**
 * The fields that the schema knows at `path` of a record of this type; for a union of objects, those
 * of all its variants. `besides`: names that were found and are not among them.
 */
export function allowedFields(type: RecordType, path: readonly PropertyKey[], besides: readonly string[]): string[] {
  let schemas: unknown[] = [recordSchemas[type]]
  for (const key of path) schemas = schemas.flatMap(variants).flatMap((schema) => inside(schema, key))
  const fields = schemas
    .flatMap(variants)
    .flatMap((schema) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []))
  return [...new Set(fields)].filter((field) => !besides.includes(field))
}

/** Defaults, nullables and optionals taken off; a union becomes its options. */
function variants(schema: unknown): unknown[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    return variants(schema.unwrap())
  }
  return schema instanceof z.ZodUnion ? schema.options.flatMap(variants) : [schema]
}

function inside(schema: unknown, key: PropertyKey): unknown[] {
  if (schema instanceof z.ZodArray) return [schema.element]
  if (!(schema instanceof z.ZodObject)) return []
  const field: unknown = schema.shape[key as string]
  return field === undefined ? [] : [field]
}
