import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ExplanationAnswer } from '../../../src/contracts/ops/answers/inquiries/explain.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { SCHEDULE } from '../records.ts'

const HERE = 'http://127.0.0.1:8788'
const QUESTION = JSON.stringify({ surface: 'home-hero', country: 'DE', device: 'tv', seed: 'a-seed' })
const OWN_PAGE = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', origin: HERE }

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  await world.publish()
})
afterAll(() => world.close())
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})

function post(path: string, { headers = {}, origin = HERE, on = 'on' }: Sent = {}): Response | Promise<Response> {
  const init = { method: 'POST', headers: { ...OWN_PAGE, ...headers }, body: QUESTION }
  return world.app.request(`${origin}${path}`, init, { ...world.environment, LAB_EXPLAINS: on })
}
interface Sent {
  readonly headers?: Record<string, string>
  readonly origin?: string
  readonly on?: string
}

describe("the lab's own door to explain", () => {
  it('the lab of a local stack is told what anybody who signed in is told', async () => {
    const answer = await post('/lab/explain')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    const explained = (await answer.json()) as ExplanationAnswer
    const signedIn = await world.ops('POST', '/explain', JSON.parse(QUESTION))
    expect(explained).toEqual(await signedIn.json())
    expect(explained.kept.length).toBeGreaterThan(0)
  })

  it('a deployed worker explains nothing without a sign-in, even with the setting of a local stack', async () => {
    expect((await post('/lab/explain', { on: '' })).status).toBe(404)
    const elsewhere = 'https://ops.example.com'
    expect((await post('/lab/explain', { origin: elsewhere, headers: { origin: elsewhere } })).status).toBe(404)
  })

  it.each<[string, Record<string, string>]>([
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['of another origin', { origin: 'http://127.0.0.1:8787' }],
    ['of a form', { 'content-type': 'text/plain' }],
  ])('no page but its own is explained anything: one %s', async (_what, headers) => {
    expect((await post('/lab/explain', { headers })).status).toBe(403)
  })

  it('tokens of invented viewers are given on a local stack alone', async () => {
    const LAB_VIEWERS = { fetch: async () => Response.json({ 12: 'a.b.c' }) } as never
    const ask = async (origin: string, more: object) =>
      (await world.app.request(`${origin}/lab/viewers`, {}, { ...world.environment, ...more })).status
    expect(await ask(HERE, { LAB_EXPLAINS: 'on', LAB_VIEWERS })).toBe(200)
    expect(await ask(HERE, { LAB_EXPLAINS: 'on' })).toBe(404)
    expect(await ask(HERE, { LAB_VIEWERS })).toBe(404)
    expect(await ask('https://ops.example.com', { LAB_EXPLAINS: 'on', LAB_VIEWERS })).toBe(404)
  })

  it('the door of the lab opens no other route', async () => {
    expect((await post('/ops/v1/explain')).status).toBe(401)
    expect((await post('/lab/regions/dach/publish')).status).toBe(404)
  })

  it('the page asks its own door on a local stack, and the ops API everywhere else', async () => {
    const page = async (url: string, on: string) =>
      (await world.app.request(`${url}/lab`, {}, { ...world.environment, LAB_EXPLAINS: on })).text()
    expect(await page(HERE, 'on')).toContain('data-explain-path="/lab/explain"')
    expect(await page(HERE, '')).toContain('data-explain-path="/ops/v1/explain"')
    expect(await page('https://ops.example.com', 'on')).toContain('data-explain-path="/ops/v1/explain"')
  })
})
