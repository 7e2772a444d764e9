import type * as z from 'zod/mini'
import type { clipsQuery } from '../../contracts/device/requests/clips.ts'
import type { hintsSchema } from '../../contracts/device/requests/hints.ts'
import { ProblemError } from '../problem.ts'
import { FieldMemory } from './field-memory.ts'
import type { JsonObject } from './json-body.ts'
import type { Query } from './query.ts'

/** The fields of a query that may be something else than text. */
type QueryFields = z.output<typeof hintsSchema> & z.output<ReturnType<typeof clipsQuery>>

/** How a value is written as text, by its type. */
type FormOf<Value> = Value extends boolean
  ? 'flag'
  : Value extends number
    ? 'integer'
    : Value extends readonly unknown[]
      ? 'list'
      : Value extends 'on' | 'off'
        ? 'switch'
        : 'text'
type Form = 'flag' | 'integer' | 'list' | 'switch' | 'text'

/** How a field is written where everything is text: in a query, or in the body of an old client. */
const FORMS_BY_NAME: { readonly [Name in keyof QueryFields]-?: FormOf<NonNullable<QueryFields[Name]>> } = {
  device: 'text',
  codecs: 'list',
  maxHeight: 'integer',
  language: 'text',
  autoplay: 'switch',
  saveData: 'flag',
  reducedMotion: 'flag',
  gpc: 'flag',
  kids: 'flag',
  maxAge: 'integer',
  limit: 'integer',
  cursor: 'text',
  asset: 'text',
}
const FORMS: ReadonlyMap<string, Form> = new Map(Object.entries(FORMS_BY_NAME))

const FLAGS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ['1', true],
  ['true', true],
  ['on', true],
  [1, true],
  ['0', false],
  ['false', false],
  ['off', false],
  [0, false],
])

type ObjectSchema = z.ZodMiniType<object> & { readonly shape: object }

/** Per schema: its fields, each with its cache of parsed texts. */
const memories = new WeakMap<ObjectSchema, ReadonlyMap<string, FieldMemory<unknown>>>()

function memoryOf(schema: ObjectSchema): ReadonlyMap<string, FieldMemory<unknown>> {
  const known = memories.get(schema)
  if (known !== undefined) return known
  const fresh = new Map(Object.keys(schema.shape).map((name) => [name, new FieldMemory<unknown>()]))
  memories.set(schema, fresh)
  return fresh
}

/**
 * Parses the schema's fields from a query; unknown parameters are ignored.
 * @throws ProblemError 400 naming a field with a bad value, or a single-valued one given twice
 */
export function parseQuery<Schema extends ObjectSchema>(schema: Schema, query: Query): z.output<Schema> {
  const memory = memoryOf(schema)
  const remembered: Record<string, unknown> = {}
  for (const [name, texts] of memory) {
    const text = textOf(name, query)
    if (text === null) continue
    const value = texts.valueOf(text)
    if (value === undefined) return parseNewQuery(schema, memory, query)
    remembered[name] = value
  }
  // Each value was parsed by this schema, whose fields do not depend on each other.
  return remembered as z.output<Schema>
}

function parseNewQuery<Schema extends ObjectSchema>(
  schema: Schema,
  memory: ReturnType<typeof memoryOf>,
  query: Query,
): z.output<Schema> {
  const texts = new Map<string, string>()
  for (const name of memory.keys()) {
    const text = textOf(name, query)
    if (text !== null) texts.set(name, text)
  }
  const fields = [...texts].map(([name, text]): [string, unknown] => [name, native(name, text)])
  const parsed = parse(schema, fields, (path) => path.replace(/\[.*$/, ''))
  const values = new Map(Object.entries(parsed))
  for (const [name, text] of texts) memory.get(name)?.remember(text, values.get(name))
  return parsed
}

/** The text of a field in the query; null: it is not given. */
function textOf(name: string, query: Query): string | null {
  const values = query.getAll(name)
  if (values.length > 1 && FORMS.get(name) !== 'list') {
    throw new ProblemError('invalid-field', { field: name, detail: `${name} is given twice; give it once.` })
  }
  return values.length === 0 ? null : values.join(',')
}

/**
 * Parses the schema's fields from a JSON body. Unknown fields are ignored, and `null` means that a field is not given.
 * @throws ProblemError 400 naming the first field with a bad value
 */
export function parseBody<Schema extends ObjectSchema>(schema: Schema, body: JsonObject): z.output<Schema> {
  const fields: [string, unknown][] = []
  for (const name of Object.keys(schema.shape)) {
    const value = Object.hasOwn(body, name) ? body[name] : undefined
    if (value !== undefined && value !== null) fields.push([name, native(name, value)])
  }
  return parse(schema, fields, (path) => path)
}

/** The first fault of a value, in our words: its path, and what was expected. */
export function firstIssue(error: z.core.$ZodError): { readonly field: string; readonly message: string } {
  const issue = error.issues[0]
  if (issue === undefined) return { field: '', message: 'cannot be used' }
  const field = issue.path.reduce<string>(
    (path, part) =>
      typeof part === 'number' ? `${path}[${part}]` : path === '' ? String(part) : `${path}.${String(part)}`,
    '',
  )
  return { field, message: `must be ${issue.message}` }
}

/** `named` formats the path of a faulty value: a query has no indexes inside a parameter. */
function parse<Schema extends z.ZodMiniType>(
  schema: Schema,
  fields: readonly [string, unknown][],
  named: (path: string) => string,
): z.output<Schema> {
  const result = schema.safeParse(Object.fromEntries(fields))
  if (result.success) return result.data
  const issue = firstIssue(result.error)
  const field = named(issue.field)
  throw new ProblemError('invalid-field', { field, detail: `${field} ${issue.message}.` })
}

/** Converts text to the field's own type. Text that does not fit stays as it is, and the schema then reports it. */
function native(name: string, value: unknown): unknown {
  switch (FORMS.get(name)) {
    case 'flag':
      return FLAGS.get(value) ?? value
    case 'switch': {
      const on = typeof value === 'boolean' ? value : FLAGS.get(value)
      return on === undefined ? value : on ? 'on' : 'off'
    }
    case 'integer':
      return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
    case 'list':
      return typeof value === 'string' ? value.split(',', MAX_LIST + 1).map((part) => part.trim()) : value
    case 'text':
    case undefined:
      return value
  }
}

/** More list entries than any schema allows: enough to refuse the list without splitting 100,000 characters. */
const MAX_LIST = 50
