import { z } from 'zod'
import { decisionsAnswer } from '../../src/contracts/device/answers/decisions.ts'
import { eventsAnswer } from '../../src/contracts/device/answers/events.ts'
import { problem } from '../../src/contracts/device/answers/problem.ts'
import { statusAnswer } from '../../src/contracts/device/answers/status.ts'

/** The schema without room for what it does not name: contracts are open, and what is answered today is in them. */
export function strict(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries<z.core.$ZodType>(schema.shape).map(([name, field]) => [name, strict(field)] as const)
    return z.strictObject(Object.fromEntries(fields))
  }
  if (schema instanceof z.ZodArray) return z.array(strict(schema.element))
  if (schema instanceof z.ZodRecord) return z.record(z.string(), strict(schema.valueType))
  if (schema instanceof z.ZodOptional) return z.optional(strict(schema.unwrap()))
  if (schema instanceof z.ZodNullable) return z.nullable(strict(schema.unwrap()))
  return schema
}

const PROBLEM = strict(problem)
const BY_PATH: readonly (readonly [path: string, answer: z.core.$ZodType])[] = [
  ['/v1/autoplay', strict(decisionsAnswer)],
  ['/v1/clips', strict(decisionsAnswer)],
  ['/v1/decisions', strict(decisionsAnswer)],
  ['/v1/events', strict(eventsAnswer)],
  ['/v1/status', strict(statusAnswer)],
]

/** What a real answer of the edge has that its contract does not know, or lacks; null: nothing, or no route of v1. */
export function contractFault(path: string, contentType: string | null, body: unknown): string | null {
  const isProblem = contentType === 'application/problem+json'
  const schema = isProblem ? PROBLEM : BY_PATH.find(([start]) => path.startsWith(start))?.[1]
  const error = schema === undefined ? undefined : z.safeParse(schema, body).error
  return error === undefined ? null : `${path} does not answer as its contract says: ${z.prettifyError(error)}`
}
