/** The leaf fields of a JSON Schema, and where they stand in a file. */

export interface JsonSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema
  readonly prefixItems?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
}

/** A field as steps: names, `*` for the keys of a table, `[]` for the items of a list. */
export interface LeafField {
  readonly steps: readonly string[]
  readonly schema: JsonSchema
}

export const pathOf = ({ steps }: LeafField): string => steps.join('.').replaceAll('.[]', '[]')

export function leafFields(schema: JsonSchema, steps: readonly string[] = []): readonly LeafField[] {
  if (schema.anyOf) {
    const nested = schema.anyOf
      .flatMap((each) => leafFields(each, steps))
      .filter((leaf) => leaf.steps.length > steps.length)
    return nested.length > 0 ? nested : [{ steps, schema }]
  }
  if (schema.prefixItems) return leafFields(schema.prefixItems[0] ?? {}, [...steps, '[]'])
  if (schema.type === 'array' && schema.items) return leafFields(schema.items, [...steps, '[]'])
  const named = Object.entries(schema.properties ?? {})
  if (named.length > 0) return named.flatMap(([name, each]) => leafFields(each, [...steps, name]))
  if (typeof schema.additionalProperties === 'object') return leafFields(schema.additionalProperties, [...steps, '*'])
  return [{ steps, schema }]
}

/** One place of a field in a file. */
export interface Instance {
  readonly value: unknown
  /** `undefined` takes it away. */
  set(value: unknown): void
}

export function instancesOf(file: unknown, [step, ...rest]: readonly string[]): readonly Instance[] {
  if (step === undefined || typeof file !== 'object' || file === null) return []
  const keys = step === '[]' || step === '*' ? Object.keys(file) : [step]
  if (rest.length > 0) return keys.flatMap((key) => instancesOf(Reflect.get(file, key), rest))
  return keys.map((key) => ({
    value: Reflect.get(file, key),
    set: (value) => {
      if (value === undefined) Reflect.deleteProperty(file, key)
      else Reflect.set(file, key, value)
    },
  }))
}

/** Other values that the schema allows, likely ones first: what stands elsewhere in the same field. */
export function otherValues(
  { schema }: LeafField,
  { value }: Instance,
  elsewhere: readonly unknown[],
): readonly unknown[] {
  if (schema.const !== undefined) return [value === undefined ? schema.const : undefined]
  const words = [schema, ...(schema.anyOf ?? [])].flatMap((each) => each.enum ?? [])
  const types = [schema, ...(schema.anyOf ?? [])].map(({ type }) => type)
  const made: unknown[] = [...words]
  if (types.includes('boolean')) made.push(value !== true)
  if (typeof value === 'number') made.push(value + 1, value - 1)
  if (typeof value === 'string' && words.length === 0) made.push(`${value}x`)
  return [...new Set([...made, ...elsewhere])].filter((each) => each !== value).slice(0, 4)
}
