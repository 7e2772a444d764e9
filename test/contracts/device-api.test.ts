import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DEVICE_API } from '../../src/contracts/device/device-api.ts'
import { PROBLEMS } from '../../src/contracts/device/problems.ts'
import { DEVICE_EVENTS } from '../../src/contracts/device/vocabulary.ts'
import { openApiDocument } from '../../src/contracts/openapi/document.ts'
import { OPENAPI_TEXT } from '../../src/edge/generated/openapi-text.ts'
import { NO_DECISION_REASONS, STATUS_CODES } from '../../src/model/nouns/reason.ts'

const read = (path: string) => readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8')
const written = JSON.parse(read('contracts/device/generated/openapi.json'))

test('what is served and what is read is what the contract says: `npm run generate` writes both', () => {
  expect(written).toEqual(JSON.parse(JSON.stringify(openApiDocument(DEVICE_API))))
  expect(JSON.parse(OPENAPI_TEXT)).toEqual(written)
})

interface Edge {
  readonly createEdgeApp: (source: object) => {
    readonly routes: readonly { readonly method: string; readonly path: string }[]
  }
}

test('every route of the edge is described, and no other', async () => {
  // By a name that the compiler does not follow: the Worker's types are not those of Node.
  const place = new URL('../../src/edge/app.ts', import.meta.url).href
  const { createEdgeApp }: Edge = await import(place)
  const app = createEdgeApp({})
  // The local stack's media are no part of the API, nor is a browser's preflight.
  const routes = app.routes
    .filter(({ method, path }) => method !== 'OPTIONS' && path !== '/media/*')
    .map(({ method, path }) => `${method.toLowerCase()} ${path}`)
  expect(routes.length).toBeGreaterThan(6)
  expect(DEVICE_API.operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(routes.sort())
})

test('the bounds that requests are held to are in the document', () => {
  const clips: readonly { name?: string; schema?: object }[] = written.paths['/v1/clips'].get.parameters
  expect(clips.find(({ name }) => name === 'limit')?.schema).toMatchObject({ minimum: 1, maximum: 50 })
  const { schemas } = written.components
  expect(schemas.DecisionsRequest.properties.placements).toMatchObject({ minItems: 1, maxItems: 60 })
  expect(schemas.EventKind.enum).toEqual([...DEVICE_EVENTS])
})

test('the table of status codes is there, to read and to compute with', () => {
  const { NoDecision, Reason, StatusCode } = written.components.schemas
  expect(Reason.enum).toEqual([...NO_DECISION_REASONS])
  for (const reason of NO_DECISION_REASONS) {
    const code = STATUS_CODES[reason]
    expect(NoDecision.description).toContain(`| ${code} | \`${reason}\` | ${Reason['x-enumDescriptions'][reason]} |`)
    expect(StatusCode.enum).toContain(code)
    expect(StatusCode['x-enumDescriptions'][code].split(', ')).toContain(reason)
  }
})

test('every problem that is answered is named, each under its own status', () => {
  const { responses, schemas } = written.components
  const types: readonly string[] = schemas.ProblemType.enum
  expect(types.map((type) => type.split('/').at(-1))).toEqual(Object.keys(PROBLEMS))
  const answers: readonly { content: Record<string, { examples: Record<string, { value: { status: number } }> }> }[] =
    Object.values(responses)
  const shown = answers.flatMap(({ content }) => Object.entries(content['application/problem+json']?.examples ?? {}))
  expect(shown.length).toBeGreaterThan(6)
  for (const [slug, { value }] of shown) {
    expect(value.status).toBe(PROBLEMS[slug as keyof typeof PROBLEMS].status)
  }
})
