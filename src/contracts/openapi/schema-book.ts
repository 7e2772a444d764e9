import * as z from 'zod/v4/core'
import type { Schema } from './operation.ts'
import { proseOf } from './shape.ts'

/** A JSON Schema of the dialect 2020-12, which OpenAPI 3.1 uses. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** Where `proseOf` waits in a schema that zod has not finished yet. */
const FIELDS = 'x-fields'

/** Writes zod schemas as JSON Schema, and collects those with a name, so that each stands in the document once. */
export class SchemaBook {
  readonly #named = new Map<string, JsonSchema>()

  /** The named schemas that were reached, by name in alphabetical order. */
  get named(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.#named].sort(([one], [other]) => (one < other ? -1 : 1)))
  }

  /**
   * @param io `input` for what a caller sends, `output` for what it gets: a default makes a field optional only there
   * @throws Error when two different schemas have one name, or one refers to itself and has none
   */
  write(schema: Schema, io: 'input' | 'output'): JsonSchema {
    const written = z.toJSONSchema(schema, { io, override: ({ zodSchema, jsonSchema }) => mark(zodSchema, jsonSchema) })
    const { $schema, $defs = {}, ...root } = JSON.parse(JSON.stringify(written), tidied)
    for (const [name, definition] of Object.entries<JsonSchema>($defs)) this.#keep(name, definition)
    return root
  }

  #keep(name: string, definition: JsonSchema): void {
    if (name.startsWith('__')) throw new Error('a schema that refers to itself needs a name')
    const known = this.#named.get(name)
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition)) {
      throw new Error(`two shapes have the name ${name}`)
    }
    this.#named.set(name, definition)
  }
}

function mark(schema: Schema, written: Record<string, unknown>): void {
  const fields = proseOf(schema)
  if (fields !== undefined) written[FIELDS] = fields
}

/** Bounds that zod gives each whole number: they are those of JSON itself. */
const IMPLIED: Readonly<Record<string, unknown>> = {
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
}

/** As `JSON.parse` revives it, the innermost first. */
function tidied(key: string, value: unknown): unknown {
  if (key === '$ref' && typeof value === 'string') return value.replace('#/$defs/', '#/components/schemas/')
  if (typeof value === 'number') return IMPLIED[key] === value ? undefined : value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return openObject(described(new Map(Object.entries(value))))
}

/** Contracts may grow: no schema forbids a property that it does not name. */
function openObject(schema: Map<string, unknown>): JsonSchema {
  if (schema.get('additionalProperties') === false) schema.delete('additionalProperties')
  if (JSON.stringify(schema.get('propertyNames')) === '{"type":"string"}') schema.delete('propertyNames')
  if (schema.get('readOnly') === true) schema.delete('readOnly')
  // The pattern of a format says the same again, at length.
  if (typeof schema.get('format') === 'string') schema.delete('pattern')
  return Object.fromEntries(schema)
}

function described(schema: Map<string, unknown>): Map<string, unknown> {
  const fields = schema.get(FIELDS)
  const properties = schema.get('properties')
  if (!isObject(fields) || !isObject(properties)) return schema
  const told = Object.entries(properties).map(([name, property]) => {
    const description = fields[name]
    return [name, isObject(property) && description !== undefined ? { ...property, description } : property] as const
  })
  schema.set('properties', Object.fromEntries(told))
  schema.delete(FIELDS)
  return schema
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
