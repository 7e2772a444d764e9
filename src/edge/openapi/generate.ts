import * as z from 'zod/mini'
import { REGION_IDS } from '../../model/nouns/region.ts'
import { clipsSchema, decisionsSchema } from '../request/bodies.ts'
import { eventSchema, MAX_EVENTS } from '../request/events-body.ts'
import { hintsSchema } from '../request/hints.ts'
import { autoplayQuery, carriedSchema, clipsQuery } from '../request/queries.ts'
import { viewerTokenSchema } from '../request/read-request.ts'
import { decisionsAnswer, eventsAnswer, problemAnswer, statusAnswer } from './answer-schemas.ts'

type JsonSchema = Readonly<Record<string, unknown>>
type ObjectSchema = z.ZodMiniType & { readonly shape: Readonly<Record<string, z.ZodMiniType>> }

/** What every POST for decisions takes beside its own fields. */
const carriedInBody = { ...hintsSchema.shape, ...carriedSchema.shape, ...viewerTokenSchema().shape }

const eventsBody = z.object({
  events: z.array(eventSchema()).check(z.minLength(1), z.maxLength(MAX_EVENTS)),
})

/**
 * The device API as OpenAPI 3.1, JSON text that ends in a line feed. Made at build time from the very schemas that
 * requests are read with; the edge serves the written file.
 */
export function generateDeviceOpenApi(): string {
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Firstframe device API',
      version: '1',
      description: 'Decides which trailer, promo or clip plays. v1 is additive: clients ignore what they do not know.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{}, { viewerToken: [] }],
    paths: { ...decidingPaths(), ...otherPaths() },
    components: {
      securitySchemes: { viewerToken: { type: 'http', scheme: 'bearer', bearerFormat: 'viewer+jwt, EdDSA' } },
      parameters: sharedParameters(),
      schemas: {
        Decisions: jsonSchema(decisionsAnswer, 'output'),
        Events: jsonSchema(eventsAnswer, 'output'),
        Status: jsonSchema(statusAnswer, 'output'),
        Problem: jsonSchema(problemAnswer, 'output'),
      },
    },
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function decidingPaths(): JsonSchema {
  const answers = responses('Decisions', '200', ['400', '401', '429', '451', '503'])
  const withBody = responses('Decisions', '200', ['400', '401', '413', '429', '451', '503'])
  return {
    '/v1/autoplay': {
      get: {
        operationId: 'autoplay',
        summary: 'One placement, one winner',
        parameters: [...queryParameters(autoplayQuery), ...carriedParameters()],
        responses: answers,
      },
    },
    '/v1/clips': {
      get: {
        operationId: 'clips',
        summary: 'One page of the vertical feed',
        parameters: [...queryParameters(clipsQuery()), ...carriedParameters()],
        responses: answers,
      },
      post: {
        operationId: 'clipsAfterSignals',
        summary: 'The next page, after what the viewer just did',
        parameters: [{ $ref: '#/components/parameters/X-Session' }],
        requestBody: body(z.object({ ...clipsSchema().shape, ...carriedInBody })),
        responses: withBody,
      },
    },
    '/v1/decisions': {
      post: {
        operationId: 'decisions',
        summary: 'Many placements at once, from one snapshot, none twice',
        parameters: [{ $ref: '#/components/parameters/X-Session' }],
        requestBody: body(z.object({ ...decisionsSchema().shape, ...carriedInBody })),
        responses: withBody,
      },
    },
  }
}

function otherPaths(): JsonSchema {
  const region = { name: 'region', in: 'query', required: false, schema: { type: 'string', enum: [...REGION_IDS] } }
  return {
    '/v1/events': {
      post: {
        operationId: 'events',
        summary: 'What happened to decisions; 202 once queued, bad items rejected by themselves',
        security: [{}],
        requestBody: body(eventsBody),
        responses: responses('Events', '202', ['400', '413', '429', '503']),
      },
    },
    '/v1/status': {
      get: {
        operationId: 'status',
        summary: 'Which snapshot answers, and how old it is',
        security: [{}],
        parameters: [region],
        responses: responses('Status', '200', ['400', '503']),
      },
    },
    '/healthz': {
      get: { operationId: 'health', security: [{}], responses: { '200': { description: 'It answers.' } } },
    },
    '/openapi.json': {
      get: { operationId: 'openapi', security: [{}], responses: { '200': { description: 'This document.' } } },
    },
  }
}

const sessionHeader = {
  name: 'X-Session',
  in: 'header',
  required: false,
  description: 'The session of the last answer, where it is not sent as a field.',
  schema: { type: 'string' },
}

/** Parameters that several routes share (hints, session, request id), described once, by name. */
function sharedParameters(): Readonly<Record<string, JsonSchema>> {
  const inQuery = [...queryParameters(hintsSchema), ...queryParameters(carriedSchema)]
  return { ...Object.fromEntries(inQuery.map((parameter) => [parameter.name, parameter])), 'X-Session': sessionHeader }
}

function carriedParameters(): readonly JsonSchema[] {
  return Object.keys(sharedParameters()).map((name) => ({ $ref: `#/components/parameters/${name}` }))
}

function queryParameters(schema: ObjectSchema): readonly { readonly name: string }[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const described = jsonSchema(field, 'input')
    // A list is one parameter, separated by commas.
    const style = described.type === 'array' ? { style: 'form', explode: false } : {}
    return { name, in: 'query', required: false, ...style, schema: described }
  })
}

/** `text/plain` is parsed as JSON too: it spares a browser the preflight. */
function body(schema: z.ZodMiniType): JsonSchema {
  const described = jsonSchema(schema, 'input')
  return {
    required: true,
    content: { 'application/json': { schema: described }, 'text/plain': { schema: { type: 'string' } } },
  }
}

function responses(answer: string, status: string, problems: readonly string[]): JsonSchema {
  const reference = (name: string): JsonSchema => ({ schema: { $ref: `#/components/schemas/${name}` } })
  const problem = {
    description: 'Problem, as in RFC 9457.',
    content: { 'application/problem+json': reference('Problem') },
  }
  return {
    [status]: { description: 'The answer.', content: { 'application/json': reference(answer) } },
    ...Object.fromEntries(problems.map((code) => [code, problem])),
  }
}

function jsonSchema(schema: z.ZodMiniType, io: 'input' | 'output'): JsonSchema {
  const { $schema, ...described } = z.toJSONSchema(schema, { io })
  // Answers may grow, so their description must allow properties that it does not name.
  return withoutClosing(described)
}

function withoutClosing(value: object): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(value, (key, part) => (key === 'additionalProperties' && part === false ? undefined : part)),
  )
}
