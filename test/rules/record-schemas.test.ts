import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkReferences, referencesOf } from '../../src/ingest/checks/check-references.ts'
import { checkTerritories } from '../../src/ingest/checks/check-territories.ts'
import { parseLine } from '../../src/ingest/parse-line.ts'
import { EXAMPLE_RECORDS } from '../../src/model/examples/example-records.ts'
import { VISIBLE } from '../../src/model/fields/visible-text.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { jsonSchemas } from '../../src/rules/json-schemas.ts'
import { expandTerritories } from '../../src/rules/lookup/expand-territories.ts'
import { propertyGaps } from '../contracts/gaps.ts'

const EXAMPLES = Object.values(EXAMPLE_RECORDS)
const SCHEMAS = [...jsonSchemas()].flatMap(([path, schema]) =>
  path.startsWith('records/') ? [[path, schema as Published] as const] : [],
)

interface Published extends Readonly<Record<string, unknown>> {
  readonly examples: readonly object[]
}

/** A published schema as a validator. */
function validatorOf(schema: Published): z.ZodType {
  // zod reads patterns without the flag `u`, so those of visible texts would mean something else.
  const readable = (key: string, value: unknown) => (key === 'pattern' && value === VISIBLE.source ? undefined : value)
  return z.fromJSONSchema(JSON.parse(JSON.stringify(schema), readable))
}

describe.each(SCHEMAS)('the schema %s', (_path, schema) => {
  it('each property is described, however deep', () => {
    expect(propertyGaps(schema, schema, '')).toEqual([])
  })

  it('a property without a description is told of, however deep', () => {
    let taken = 0
    const untold = (key: string, value: unknown) => {
      if (key !== 'description' || typeof value !== 'string') return value
      taken++
      return undefined
    }
    const bare = JSON.parse(JSON.stringify(schema), untold)
    expect(taken).toBeGreaterThan(5)
    expect(propertyGaps(bare, bare, '')).toHaveLength(taken)
  })

  it('the example passes its schema, and one with a field too many or too few does not', () => {
    const validator = validatorOf(schema)
    const [example = {}] = schema.examples
    expect(validator.safeParse(example).error).toBeUndefined()
    expect(validator.safeParse({ ...example, colour: 'red' }).success).toBe(false)
    expect(validator.safeParse({ ...example, id: undefined }).success).toBe(false)
  })
})

describe('the example records', () => {
  it('each is published with the schema of its type', () => {
    expect(SCHEMAS.map(([path, { examples }]) => [path, examples])).toEqual(
      EXAMPLES.map((record) => [`records/${record.type}.schema.json`, [record]]),
    )
  })

  it('ingest takes each of them as it stands', () => {
    const isTerritory = (selector: string) => expandTerritories(bundledRules(), [selector]).unknown.length === 0
    for (const record of EXAMPLES) {
      expect(parseLine(JSON.stringify(record), 1)).toEqual({ record })
      expect(checkTerritories(record, 1, isTerritory)).toEqual([])
    }
  })

  it('the example records refer to each other, and to nothing else', () => {
    const nodes = EXAMPLES.map((record) => ({ id: record.id, line: 1, references: referencesOf(record) }))
    expect(nodes.flatMap(({ references }) => references)).toHaveLength(2)
    expect(checkReferences(nodes, new Map())).toEqual(new Map())
  })
})
