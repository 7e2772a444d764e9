import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generateDeviceOpenApi } from '../../../src/edge/openapi/generate.ts'
import { DEVICE_EVENTS } from '../../../src/edge/request/vocabulary.ts'

const written = readFileSync(new URL('../../../src/edge/openapi/generated/openapi.json', import.meta.url), 'utf8')
const document = JSON.parse(written)

test('the written description is what `npm run generate` writes now', () => {
  expect(written).toBe(generateDeviceOpenApi())
})

test('the description has every device route', () => {
  expect(document.openapi).toBe('3.1.0')
  const routes = Object.entries<object>(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method} ${path}`),
  )
  expect(routes.sort()).toEqual([
    'get /healthz',
    'get /openapi.json',
    'get /v1/autoplay',
    'get /v1/clips',
    'get /v1/status',
    'post /v1/clips',
    'post /v1/decisions',
    'post /v1/events',
  ])
})

test('the description refers only to what it holds', () => {
  for (const [, path] of written.matchAll(/"\$ref": "#\/([^"]+)"/g)) {
    const found = (path ?? '').split('/').reduce((node, part) => node?.[part], document)
    expect(found, path).toBeDefined()
  }
})

test('the description says the bounds that requests are held to', () => {
  const clips: readonly { name?: string; schema?: object }[] = document.paths['/v1/clips'].get.parameters
  expect(clips.find(({ name }) => name === 'limit')?.schema).toMatchObject({ minimum: 1, maximum: 50 })
  const json = document.paths['/v1/decisions'].post.requestBody.content['application/json'].schema
  expect(json.properties.placements).toMatchObject({ minItems: 1, maxItems: 60 })
  const events = document.paths['/v1/events'].post.requestBody.content['application/json'].schema.properties.events
  expect(events.items.properties.event.enum).toEqual([...DEVICE_EVENTS])
})

test('the description forbids no field that a later version may add', () => {
  expect(written).not.toContain('"additionalProperties": false')
})
