import { z } from 'zod'
import { eventRow } from '../../events/event-row.ts'

/** What a column of the sink can be: the same five, whoever stores it. */
export type ColumnKind = 'text' | 'whole' | 'number' | 'truth' | 'pairs'

/** A column of the sink, as what is generated from it needs it. */
export interface EventColumn {
  readonly name: string
  readonly kind: ColumnKind
  readonly nullable: boolean
  readonly meaning: string
}

/** What `z.toJSONSchema` writes of a column. */
const jsonColumn = z.object({
  description: z.string('every column of src/events/event-row.ts says what it means'),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  anyOf: z.array(z.object({ type: z.string() })).optional(),
})

const KINDS: ReadonlyMap<string, ColumnKind> = new Map([
  ['string', 'text'],
  ['integer', 'whole'],
  ['number', 'number'],
  ['boolean', 'truth'],
  ['array', 'pairs'],
])

/**
 * The columns of a row of the sink, in their order.
 *
 * @throws Error when a column says no meaning, or is of a kind that a sink may not know
 */
export function eventColumns(): readonly EventColumn[] {
  const { properties } = z.object({ properties: z.record(z.string(), jsonColumn) }).parse(z.toJSONSchema(eventRow))
  return Object.entries(properties).map(([name, { description, type, anyOf = [] }]) => {
    const types = type === undefined ? anyOf.map((choice) => choice.type) : [type].flat()
    const kind = KINDS.get(types[0] ?? '')
    if (kind === undefined) throw new Error(`src/events/event-row.ts: ${name} is ${types[0]}, which no sink can store`)
    return { name, kind, nullable: types.includes('null'), meaning: description }
  })
}
