import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { OPS_TOKEN } from '../publisher-world.ts'
import { type AccessWorld, startAccessWorld } from './access-world.ts'

/** As `access-world.ts` asks. */
const HERE = 'https://ops.example.com'
const JSON_TYPE = { 'content-type': 'application/json' }

let world: AccessWorld
beforeAll(async () => {
  world = await startAccessWorld([{ who: 'admin@example.com', role: 'admin', regions: ['*'] }])
})
afterAll(() => world.close())
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})

/** A browser that is signed in sends the session along, whoever made it send. */
async function send(method: string, path: string, headers: Record<string, string>, body?: string) {
  const assertion = { 'cf-access-jwt-assertion': await world.token('admin@example.com') }
  return world.as('', method, path, body, { ...assertion, ...headers })
}
/** 400: let through, and told that it knows no such parameter. */
const status = async (headers: Record<string, string>) =>
  (await send('POST', '/takedowns?nonsense=1', headers, '{}')).status

describe('what changes something in a browser session', () => {
  it.each<[string, Record<string, string>]>([
    ['of this origin, as JSON', { ...JSON_TYPE, 'sec-fetch-site': 'same-origin', origin: HERE }],
    ['of this origin, as NDJSON', { 'content-type': 'application/x-ndjson', 'sec-fetch-site': 'same-origin' }],
    ['with a character set', { 'content-type': 'Application/JSON; charset=utf-8', origin: HERE }],
    ['that sends no body, with the header of a client', { 'x-firstframe-client': 'console', origin: HERE }],
    ['of a script that is no browser', JSON_TYPE],
  ])('a change in a browser session is taken %s', async (_what, headers) => {
    expect(await status(headers)).toBe(400)
  })

  it.each<[string, Record<string, string>]>([
    ['of another site', { ...JSON_TYPE, 'sec-fetch-site': 'cross-site' }],
    ['of a neighbour', { ...JSON_TYPE, 'sec-fetch-site': 'same-site' }],
    ['of an address that was typed or opened', { ...JSON_TYPE, 'sec-fetch-site': 'none' }],
    ['of another origin', { ...JSON_TYPE, origin: 'https://evil.example.com' }],
    ['of another port', { ...JSON_TYPE, origin: `${HERE}:8443` }],
    ['over plain http', { ...JSON_TYPE, origin: 'http://ops.example.com' }],
    ['of an origin that is hidden', { ...JSON_TYPE, origin: 'null' }],
    ['of two minds', { ...JSON_TYPE, origin: HERE, 'sec-fetch-site': 'cross-site' }],
    ['of a form', { 'content-type': 'application/x-www-form-urlencoded', origin: HERE }],
    ['of a form as text', { 'content-type': 'text/plain', 'sec-fetch-site': 'same-origin' }],
    ['of a form of parts', { 'content-type': 'multipart/form-data; boundary=application/json' }],
    ['of no type', {}],
    ['of an empty header of a client', { 'x-firstframe-client': '' }],
  ])('a change in a browser session is refused %s', async (_what, headers) => {
    expect(await status(headers)).toBe(403)
  })

  it('a change from another site is refused on every route, before anything is done', async () => {
    const changing = world.app.routes.filter(
      ({ method, path }) => path.startsWith('/ops/') && !['ALL', 'GET'].includes(method),
    )
    expect(changing.length).toBeGreaterThan(6)
    for (const { method, path } of changing) {
      const filled = path.replace('/ops/v1', '').replace(':region', 'dach').replace(/:\w+/g, 'x')
      const answer = await send(method, filled, { ...JSON_TYPE, 'sec-fetch-site': 'cross-site' })
      expect(`${method} ${path} ${answer.status}`).toBe(`${method} ${path} 403`)
      expect((await answer.json()) as object).toMatchObject({ field: 'Sec-Fetch-Site' })
    }
  })
})

it('a read is answered wherever it comes from, for no page of another origin may see the answer', async () => {
  const answer = await send('GET', '/schedule', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example.com' })
  expect(answer.status).toBe(200)
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
})

it('a bearer token is sent on purpose, in whatever type', async () => {
  const headers = { authorization: `Bearer ${OPS_TOKEN}`, 'content-type': 'text/plain' }
  expect((await world.as('', 'POST', '/takedowns?nonsense=1', '{}', headers)).status).toBe(400)
})
