import * as z from 'zod/v4/core'
import type { Parameter, Schema } from './operation.ts'

/** An object schema of either flavour. */
export type ObjectSchema = Schema & { readonly shape: Readonly<Record<string, Schema>> }

/** What each field of a schema means: one entry for each, so that forgetting one is a type error. */
export type Prose<Fields extends ObjectSchema> = { readonly [Name in keyof Fields['shape']]: string }

/**
 * Descriptions of fields by their object's schema. Apart from zod's registry because several fields may share one
 * schema object, and each means something else.
 */
const prose = new WeakMap<Schema, Readonly<Record<string, string>>>()

/**
 * Describes an object schema that is written without prose, because a Worker bundles it.
 *
 * @param id its name under `components/schemas`; null: it is written where it is used
 * @returns the same schema
 */
export function shape<Fields extends ObjectSchema>(
  schema: Fields,
  id: string | null,
  { description, fields }: { readonly description: string; readonly fields: Prose<Fields> },
): Fields {
  z.globalRegistry.add(schema, id === null ? { description } : { id, description })
  prose.set(schema, fields)
  return schema
}

/** The descriptions that `shape` gave to the fields of this very schema. */
export function proseOf(schema: Schema): Readonly<Record<string, string>> | undefined {
  return prose.get(schema)
}

/** Each field of a schema as a parameter of the query, none of them required. */
export function queryParameters<Fields extends ObjectSchema>(
  schema: Fields,
  fields: Prose<Fields>,
  examples: Partial<z.input<Fields>> = {},
): readonly Parameter[] {
  const described: Readonly<Record<string, string>> = fields
  const exampleOf = new Map(Object.entries(examples))
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: 'query',
    description: described[name] ?? '',
    schema: field,
    ...(exampleOf.has(name) && { example: exampleOf.get(name) }),
  }))
}
