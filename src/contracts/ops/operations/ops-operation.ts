import { z } from 'zod'
import type {
  AnswerHeader,
  MediaContent,
  Operation,
  OperationAnswer,
  Parameter,
  Schema,
} from '../../openapi/operation.ts'
import type { ObjectSchema } from '../../openapi/shape.ts'
import { ANY_REFUSAL } from './refusals.ts'

/** A route of the ops API, as it is described; every route has the parameters of its path and the common refusals. */
export interface OpsRoute {
  /** As the router has it: `GET /ops/v1/regions/:region`. */
  readonly route: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /ops/v1/${string}`
  readonly id: string
  readonly tag: string
  readonly summary: string
  readonly description?: string
  /** The parameters of the path by name, each with an example. */
  readonly path?: Readonly<Record<string, readonly [schema: z.ZodType, example: string | number]>>
  readonly query?: readonly Parameter[]
  readonly headers?: readonly Parameter[]
  readonly body?: NonNullable<Operation['body']>
  readonly answer: {
    readonly description: string
    readonly contents: readonly MediaContent[]
    readonly status?: number
    readonly headers?: readonly AnswerHeader[]
  }
  /** The refusals beside those that each route has. */
  readonly refusals?: readonly OperationAnswer[]
}

/** Either the person behind Cloudflare Access, or a token. */
const SIGNED_IN = ['access', 'token']

/** The operation of a route. */
export function opsOperation(described: OpsRoute): Operation {
  const {
    route,
    id,
    tag,
    summary,
    description,
    path = {},
    query = [],
    headers = [],
    body,
    answer,
    refusals = [],
  } = described
  const [method = '', pattern = ''] = route.split(' ')
  const inPath = Object.entries(path).map(([name, [schema, example]]): Parameter => {
    return { name, in: 'path', description: schema.description ?? '', schema, example }
  })
  const parameters = [...inPath, ...query, ...headers]
  const answered = { status: 200, ...answer }
  // A refusal of the route with the same status tells more than the common one.
  const common = ANY_REFUSAL.filter(({ status }) => refusals.every((own) => own.status !== status))
  return {
    id,
    method: METHODS[method] ?? 'get',
    path: pattern.replaceAll(/:(\w+)/g, '{$1}'),
    tag,
    summary,
    ...(description !== undefined && { description }),
    security: SIGNED_IN,
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && { body }),
    answers: [answered, ...common, ...refusals].sort((one, other) => one.status - other.status),
  }
}

const METHODS: Readonly<Record<string, Operation['method']>> = {
  GET: 'get',
  POST: 'post',
  PUT: 'put',
  PATCH: 'patch',
  DELETE: 'delete',
}

/** The fields of a query as parameters; the description of each is its own. */
export function queryOf<Fields extends ObjectSchema>(
  schema: Fields,
  examples: Partial<z.input<Fields>> = {},
): readonly Parameter[] {
  const exampleOf = new Map<string, unknown>(Object.entries(examples))
  return Object.entries(schema.shape).map(
    ([name, field]): Parameter => ({
      name,
      in: 'query',
      description: descriptionOf(field),
      schema: field,
      required: !z.safeParse(field, undefined).success,
      ...(exampleOf.has(name) && { example: exampleOf.get(name) }),
    }),
  )
}

function descriptionOf(field: Schema): string {
  return z.globalRegistry.get(field)?.description ?? ''
}
