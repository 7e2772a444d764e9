/** A schema of the OpenAPI document, as far as the contracts use it. */
export interface DocumentSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly DocumentSchema[]
  readonly allOf?: readonly DocumentSchema[]
  readonly items?: DocumentSchema
  readonly properties?: Readonly<Record<string, DocumentSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | DocumentSchema
}

type Schemas = Readonly<Record<string, DocumentSchema>>

/** What the client's types are called, and the schemas behind them. */
const NAMES = {
  DecisionsAnswer: 'Decisions',
  ProblemBody: 'Problem',
  AskedPlacement: 'Placement',
  ReportedEvent: 'DeviceEvent',
} as const
/** Fields of a request that are no hints. */
const NO_HINTS = ['placements', 'session', 'requestId', 'viewerToken']
const ROOTS = ['Decisions', 'Problem', 'Placement', 'DeviceEvent', 'DecisionsRequest']

/**
 * The types of the contracts as plain TypeScript that needs no schemas, for whoever loads the client. Words of an answer
 * are open: a later release may add some.
 */
export function contractTypes(schemas: Schemas): string {
  const answered = reachable(schemas, ['Decisions', 'Problem'])
  const declared = [...reachable(schemas, ROOTS)].sort().map((name) => {
    const schema = schemas[name] ?? {}
    return `${commentOf(schema, '')}export type ${name} = ${typeOf(schema, answered.has(name))}`
  })
  const aliases = Object.entries(NAMES).map(([name, schema]) => `export type ${name} = ${schema}`)
  const hints = `export type StatedHints = Omit<DecisionsRequest, ${NO_HINTS.map((name) => `'${name}'`).join(' | ')}>`
  return `${[...declared, ...aliases, hints].join('\n\n')}\n`
}

function reachable(schemas: Schemas, roots: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (name: string): void => {
    if (found.has(name)) return
    found.add(name)
    for (const [, next = ''] of JSON.stringify(schemas[name] ?? {}).matchAll(/"#\/components\/schemas\/(\w+)"/g))
      visit(next)
  }
  for (const root of roots) visit(root)
  return found
}

function typeOf(schema: DocumentSchema, isOpen: boolean, indent = ''): string {
  const inside = (each: DocumentSchema): string => typeOf(each, isOpen, indent)
  if (schema.$ref !== undefined) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) {
    const words = schema.enum.map((word) => JSON.stringify(word))
    const others = typeof schema.enum[0] === 'number' ? '(number & {})' : '(string & {})'
    return [...words, ...(isOpen ? [others] : [])].join(' | ')
  }
  if (schema.anyOf !== undefined) return schema.anyOf.map(inside).join(' | ')
  if (schema.allOf !== undefined) return schema.allOf.map(inside).join(' & ')
  const { type } = schema
  if (Array.isArray(type)) return type.map((each: string) => inside({ ...schema, type: each })).join(' | ')
  if (type === 'array') return `readonly (${inside(schema.items ?? {})})[]`
  if (type === 'integer') return 'number'
  return type === 'object' ? objectOf(schema, isOpen, indent) : String(type ?? 'unknown')
}

function objectOf(
  { properties, required = [], additionalProperties }: DocumentSchema,
  isOpen: boolean,
  indent: string,
): string {
  if (properties === undefined || Object.keys(properties).length === 0) {
    const values = typeof additionalProperties === 'object' ? typeOf(additionalProperties, isOpen, indent) : 'unknown'
    return `{ readonly [name: string]: ${values} }`
  }
  const deeper = `${indent}  `
  const lines = Object.entries(properties).map(([name, schema]) => {
    const isRequired = required.includes(name)
    const type = typeOf(schema, isOpen, deeper) + (isRequired ? '' : ' | undefined')
    return `${commentOf(schema, deeper)}${deeper}readonly ${name}${isRequired ? '' : '?'}: ${type}`
  })
  return `{\n${lines.join('\n')}\n${indent}}`
}

function commentOf({ description }: DocumentSchema, indent: string): string {
  if (description === undefined) return ''
  // A table of all values is for the page of the API.
  const [text = ''] = description.split('\n\n')
  return `${indent}/** ${text.replaceAll('*/', '*\\/').replaceAll('\n', ' ')} */\n`
}
