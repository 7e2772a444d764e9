import type * as z from 'zod/v4/core'
import type { Operation } from '../../src/contracts/openapi/operation.ts'
import { OPS_API } from '../../src/contracts/ops/ops-api.ts'
import { examplesOf } from '../contracts/examples.ts'

/**
 * An answer of the ops API from the part of it that a test is about: what is left out is null or absent where it may be,
 * and otherwise as in the example of the contract. Members that the contract does not know stay.
 *
 * @param path below `/ops/v1`, with its query
 */
export function wholeAnswer(method: string, path: string, part: unknown): unknown {
  const operation = OPS_API.operations.find((each) => isOf(each, method, path))
  if (operation === undefined) return part
  const examples = examplesOf({ ...OPS_API, operations: [operation] })
  // A dry run may have an answer of its own: what both have in common is completed for both.
  return operation.answers
    .filter(({ status }) => status < 400)
    .flatMap(({ contents }) => contents.filter(({ mediaType }) => mediaType === 'application/json'))
    .reduce((whole, { schema }) => {
      return completed(schema, whole, examples.find((each) => each.schema === schema)?.value)
    }, part)
}

function isOf(operation: Operation, method: string, path: string): boolean {
  const pattern = operation.path.replaceAll(/\{\w+\}/g, '[^/]+')
  return (
    operation.method === method.toLowerCase() && new RegExp(`^${pattern}$`).test(`/ops/v1${path.replace(/\?.*/, '')}`)
  )
}

function completed(schema: z.$ZodType, part: unknown, example: unknown): unknown {
  const { def } = (schema as z.$ZodTypes)._zod
  if (def.type === 'optional') return part === undefined ? undefined : completed(def.innerType, part, example)
  if (def.type === 'nullable')
    return part === undefined || part === null ? null : completed(def.innerType, part, example)
  if (def.type === 'default') return part === undefined ? def.defaultValue : completed(def.innerType, part, example)
  if (def.type === 'object') {
    const [given, shown] = [membersOf(part), membersOf(example)]
    const members = Object.entries(def.shape).map(([name, member]): [string, unknown] => {
      return [name, completed(member, given[name], shown[name])]
    })
    return { ...given, ...Object.fromEntries(members.filter(([, value]) => value !== undefined)) }
  }
  if (def.type === 'array') {
    const shown = Array.isArray(example) ? example : []
    if (part === undefined) return def.checks === undefined ? [] : shown
    return Array.isArray(part) ? part.map((each) => completed(def.element, each, shown[0])) : part
  }
  if (def.type === 'union' && typeof part === 'object') {
    const known = (option: z.$ZodType) => Object.keys(membersOf(part)).filter((name) => name in shapeOf(option)).length
    const [best] = [...def.options].sort((one, other) => known(other) - known(one))
    return best === undefined ? part : completed(best, part, example)
  }
  if (def.type === 'record' && part !== undefined) return { ...zeros(def.keyType), ...membersOf(part) }
  if (part !== undefined) return part
  return example ?? neutral(def)
}

function neutral(def: z.$ZodTypes['_zod']['def']): unknown {
  if (def.type === 'record') return {}
  if (def.type === 'null') return null
  if (def.type === 'number') return 1
  if (def.type === 'boolean') return true
  if (def.type === 'enum') return Object.values(def.entries)[0]
  if (def.type === 'literal') return def.values[0]
  return def.type === 'string' && 'format' in def && def.format === 'datetime' ? '2026-11-22T20:30:00.000Z' : ''
}

function zeros(names: z.$ZodType): object {
  const { def } = (names as z.$ZodTypes)._zod
  return def.type === 'enum' ? Object.fromEntries(Object.values(def.entries).map((name) => [name, 0])) : {}
}

function shapeOf(schema: z.$ZodType): object {
  const { def } = (schema as z.$ZodTypes)._zod
  return def.type === 'object' ? def.shape : {}
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(typeof value === 'object' && value !== null ? value : {}))
}
