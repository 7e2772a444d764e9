import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { type EventRow, eventRow } from '../../src/events/event-row.ts'
import { tombstoneRow } from '../../src/events/tombstone-row.ts'
import { eventRowOf, NOON } from './rows.ts'

const GENERATED = join(import.meta.dirname, '../../src/events/generated')
const read = (file: string): unknown => JSON.parse(readFileSync(join(GENERATED, file), 'utf8'))

/** What a stream takes for a field of a type; anything else it drops, and the whole row with it. */
const TAKEN = {
  string: z.string(),
  int64: z.int(),
  float64: z.number(),
  bool: z.boolean(),
  list: z.array(z.strictObject({ key: z.string(), arm: z.string() })),
} as const

const stream = z.object({
  fields: z.array(
    z.looseObject({
      name: z.string(),
      type: z.enum(['string', 'int64', 'float64', 'bool', 'list']),
      required: z.boolean(),
    }),
  ),
})

/** Columns that may be null. */
const NULLABLE = Object.entries(eventRow.shape).filter(([, schema]) => schema.safeParse(null).success)
const rows: readonly (readonly [string, EventRow])[] = [
  ['an event that says everything', eventRowOf({ watchedMs: 1, ttffMs: 2, playback: 0, propensity: 1 })],
  [
    'an event that says nothing',
    { ...eventRowOf({ arms: [] }), ...Object.fromEntries(NULLABLE.map(([name]) => [name, null])) },
  ],
  ['a tombstone', tombstoneRow('0123456789abcdef', NOON)],
]

it.each(rows)('the stream takes %s as it is, column by column', (_name, row) => {
  expect(eventRow.parse(row)).toEqual(row)
  const { fields } = stream.parse(read('pipelines-stream.json'))
  expect(fields.map(({ name }) => name)).toEqual(Object.keys(row))
  for (const { name, type, required } of fields) {
    const value = row[name as keyof EventRow]
    if (value === null) expect([name, required]).toEqual([name, false])
    else expect(TAKEN[type].safeParse(value).success, name).toBe(true)
  }
})

it('the published schema of a row names its version, and knows every column and no other', () => {
  const schema = z
    .object({
      description: z.string(),
      properties: z.record(z.string(), z.unknown()),
      additionalProperties: z.boolean(),
    })
    .parse(read('event-row.schema.json'))
  expect(schema.description).toContain('version 1')
  expect(Object.keys(schema.properties)).toEqual(Object.keys(eventRow.shape))
  expect(schema.additionalProperties).toBe(false)
})
