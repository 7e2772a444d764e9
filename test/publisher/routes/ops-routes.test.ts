import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { EVALUATION } from '../../../src/contracts/ops/operations/experiments/estimate-example.ts'
import { OPS_API } from '../../../src/contracts/ops/ops-api.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { SCHEDULE } from '../records.ts'

interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly field?: string
}

/** A path with ids in the form that each noun has. */
const filled = (path: string) =>
  path
    .replace(':region', 'dach')
    .replace('feeds/:id', 'feeds/none')
    .replace('deliveries/:id', 'deliveries/del_none')
    .replace('quarantine/:id', 'quarantine/qua_none')
    .replace(':id', 'tkd_none')
    .replace(':key', 'warm-hero')
    .replace(':alias', 'northlight')
    .replace(':chunk', '1')

let world: PublisherWorld
/** Every route that the app really has, with its parameters filled in. */
let routes: readonly { readonly method: string; readonly path: string }[]

beforeAll(async () => {
  for (const word of ['error', 'warn'] as const) vi.spyOn(console, word).mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  await world.publish()
  routes = world.app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/ops/'))
    .map(({ method, path }) => ({ method, path: filled(path) }))
})
afterAll(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const send = (path: string, init: RequestInit) => Promise.resolve(world.app.request(path, init, world.environment))
const SIGNED_IN = { authorization: `Bearer ${OPS_TOKEN}` }

/** What a route does not ask the store without, by the end of its path. */
const QUERIES: Readonly<Record<string, string>> = {
  search: '?q=x',
  coverage: '?region=dach',
  effect: '?region=dach',
}
/** What a route can use, by the last word of its path. */
const BODIES: Readonly<Record<string, object>> = {
  explain: { surface: 'home-hero', country: 'DE' },
  preview: { surface: 'home-hero', country: 'DE', at: '2026-12-04T19:00:00Z' },
  ribbon: { surface: 'home-hero', country: 'DE', from: '2026-12-04T19:00:00Z', hours: 48 },
  takedowns: { target: 'ast_one', reason: 'rights' },
  rollback: { reason: 'rights' },
  none: { format: 'ndjson', owner: 'northlight', territories: ['US'] },
  northlight: { origin: 'https://cdn.example.com' },
  pin: { reason: 'rights' },
  unpin: { reason: 'rights' },
  canary: { action: 'stop', reason: 'rights' },
  bulk: { ids: ['cmp_one'], set: { weight: 2 }, reason: 'rights' },
  move: { campaignIds: ['cmp_one'], byMinutes: 15 },
  undo: { reason: 'rights' },
  activate: { reason: 'the night' },
  retire: { reason: 'the night' },
  estimates: { name: 'warm', logs: [], evaluation: EVALUATION },
  'warm-hero': {
    ...{ key: 'warm-hero', layer: 'hero', metrics: ['watched-minutes'] },
    variations: [
      { key: 'control', parameters: {} },
      { key: 'warm', parameters: { 'slate.home-hero.temperature': 12 } },
    ],
  },
  start: { reason: 'first' },
  ramp: { coverage: 0.5, reason: 'sound' },
  stop: { reason: 'harm' },
  remove: { reason: 'damaged' },
  decide: { winner: 'warm', reason: 'more starts' },
  moments: { day: '2026-11-22', moments: { arms: [], metrics: [] } },
  retry: { all: true },
  drop: { all: true, reason: 'rights' },
  overrides: {
    region: 'dach',
    findings: [{ check: 'count-change', finding: 'b' }],
    reason: 'rights',
    // An hour behind the clock of the tests.
    until: '2026-11-22T13:00:00Z',
  },
}

async function problem(answer: Response): Promise<Problem> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  return (await answer.json()) as Problem
}

const post = async (path: string, body: unknown) =>
  send(`/ops/v1${path}`, {
    method: 'POST',
    headers: SIGNED_IN,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('every route of the ops API', () => {
  it('the ops API has routes to be walked', () => {
    expect(routes.length).toBeGreaterThanOrEqual(13)
  })

  it.each([
    ['no token', {}],
    ['another token', { authorization: 'Bearer another' }],
    ['an empty token', { authorization: 'Bearer ' }],
    ['the token under another scheme', { authorization: `Basic ${OPS_TOKEN}` }],
    ['the token and more', { authorization: `Bearer ${OPS_TOKEN}x` }],
  ])('every route of the ops API refuses %s, before it looks at anything else', async (_name, headers) => {
    for (const { method, path } of routes) {
      const answer = await send(`${path}?nonsense=1`, { method, headers: headers as Record<string, string> })
      expect(answer.status, `${method} ${path}`).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      expect((await problem(answer)).field).toBe('Authorization')
    }
  })

  it('the ops API refuses everybody when no token is set', async () => {
    for (const authorization of ['Bearer ', 'Bearer undefined', '']) {
      const environment = { ...world.environment, OPS_TOKEN: '' }
      const answer = await world.app.request('/ops/v1/regions', { headers: { authorization } }, environment)
      expect(answer.status).toBe(401)
    }
  })

  it('every route of the ops API refuses a query parameter that it does not know, by name', async () => {
    for (const { method, path } of routes) {
      const body = method === 'POST' ? { body: '{}' } : {}
      const answer = await send(`${path}?regoin=dach`, { method, headers: SIGNED_IN, ...body })
      expect(answer.status, `${method} ${path}`).toBe(400)
      expect((await problem(answer)).field).toBe('regoin')
    }
  })

  it('every route of the ops API refuses a query parameter that is given twice, by name, even with one value', async () => {
    const asked = OPS_API.operations.flatMap(({ method, path, parameters = [] }) =>
      parameters.filter((each) => each.in === 'query').map(({ name }) => ({ method, path, name })),
    )
    expect(asked.length).toBeGreaterThan(20)
    for (const { method, path, name } of asked) {
      const real = filled(path.replaceAll(/\{(\w+)\}/g, ':$1'))
      const answer = await send(`${real}?${name}=1&${name}=1`, { method: method.toUpperCase(), headers: SIGNED_IN })
      expect([answer.status, (await problem(answer)).field], `${method} ${real}`).toEqual([400, name])
    }
  })

  it('no route of the ops API is there without its prefix: 404, and no HTML', async () => {
    for (const path of ['/', '/ops', '/ops/v1/nothing', '/ops/v2/regions', '/v1/autoplay']) {
      const answer = await send(path, { headers: SIGNED_IN })
      expect(answer.status, path).toBe(404)
      await problem(answer)
    }
  })

  it('an answer of the ops API may not be kept by anybody between', async () => {
    const answer = await send('/ops/v1/regions/dach', { headers: SIGNED_IN })
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
  })
})

describe('a request that cannot be used', () => {
  it.each([
    ['/regions/dach/publish', { dryRun: 'yes' }, 'dryRun'],
    ['/regions/dach/publish', { dryrun: true }, 'dryrun'],
    ['/regions/dach/publish', { reason: 'x'.repeat(301) }, 'reason'],
    ['/takedowns', { reason: 'rights' }, 'target'],
    ['/takedowns', { target: 'one', reason: 'rights' }, 'target'],
    ['/takedowns', { target: 'ast_one' }, 'reason'],
    ['/takedowns', { target: 'ast_one', reason: '' }, 'reason'],
    ['/takedowns', { target: 'ast_one', reason: 'rights', territories: ['QQ'] }, 'territories'],
    ['/takedowns', { target: 'ast_one', reason: 'rights', territories: ['@nowhere'] }, 'territories'],
    ['/takedowns', { target: 'ast_one', reason: 'rights', until: 'tomorrow' }, 'until'],
    ['/takedowns', { target: 'ast_one', reason: 'rights', untill: null }, 'untill'],
    ['/explain', { country: 'DE' }, 'surface'],
    ['/explain', { surface: 'home-hero' }, 'country'],
    ['/explain', { surface: 'lobby', country: 'DE' }, 'surface'],
    ['/explain', { surface: 'home-hero', country: 'Germany' }, 'country'],
    ['/explain', { surface: 'home-hero', country: 'DE', cap: -1 }, 'cap'],
    ['/explain', { surface: 'home-hero', country: 'DE', cap: 12.5 }, 'cap'],
    ['/explain', { surface: 'home-hero', country: 'DE', timezone: 'Mars/Olympus' }, 'timezone'],
    ['/explain', { surface: 'home-hero', country: 'DE', now: 'noon' }, 'now'],
    ['/explain', { surface: 'home-hero', country: 'DE', limit: 100_001 }, 'limit'],
    ['/explain', { surface: 'home-hero', country: 'DE', asset: 'one' }, 'asset'],
    ['/explain', { surface: 'home-hero', country: 'DE', device: 'fridge' }, 'device'],
    ['/explain', { surface: 'home-hero', country: 'DE', teritory: 'DE' }, 'teritory'],
  ])('a request to %s with %o is 400 and names %s', async (path, body, field) => {
    const answer = await post(path, body)
    expect(answer.status).toBe(400)
    expect((await problem(answer)).field).toBe(field)
  })

  it.each(['/regions/dach/publish', '/takedowns', '/explain'])('a request to %s without JSON is 400', async (path) => {
    for (const body of ['{', 'null', '[]', '"text"', '1']) {
      const answer = await post(path, body)
      expect(answer.status, body).toBe(400)
      await problem(answer)
    }
  })

  it.each(['moon', 'DACH', 'dach%2F..', '%E0%A4%A'])(
    'a request of a region %s is 404 and lists the regions',
    async (region) => {
      for (const [method, path] of [
        ['GET', `/ops/v1/regions/${region}`],
        ['POST', `/ops/v1/regions/${region}/publish`],
      ] as const) {
        const answer = await send(path, { method, headers: SIGNED_IN })
        expect(answer.status).toBe(404)
        expect((await problem(answer)).detail).toContain('dach')
      }
    },
  )

  it.each(['0', '-1', '1.5', '1001', 'all', ''])('a request for %s lines of the audit log is 400', async (limit) => {
    const answer = await send(`/ops/v1/audit?limit=${limit}`, { headers: SIGNED_IN })
    expect(answer.status).toBe(400)
    expect((await problem(answer)).field).toBe('limit')
  })

  it.each(['/ingest?approve=yes', '/restore?force=2', '/ingest?format=xls'])(
    'a request to %s is 400, for a flag is 1 or 0, and a format is a known one',
    async (path) => {
      expect((await post(path, '')).status).toBe(400)
    },
  )

  it('a restore over what is scheduled is 409', async () => {
    expect((await post('/restore', `${JSON.stringify(SCHEDULE[0])}\n`)).status).toBe(409)
  })
})

describe('whatever is sent', () => {
  it('no request is answered by a 500, nor with the token or a key in the answer', async () => {
    const words = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.json(), fc.constant(''))
    const fields = fc.dictionary(
      fc.constantFrom('surface', 'country', 'cap', 'now', 'timezone', 'target', 'reason', 'territories', 'limit', 'x'),
      fc.oneof(fc.jsonValue(), fc.constantFrom('home-hero', 'DE', 'ast_one', '2026-11-22T12:00:00Z', ['DE'])),
    )
    const request = fc.record({
      route: fc.nat(),
      body: fc.oneof(
        words,
        fields.map((object) => JSON.stringify(object)),
      ),
      query: fc.oneof(fc.constant(''), fc.webQueryParameters()),
    })
    const { SNAPSHOT_SIGNING_KEY, UPSTASH_REDIS_REST_TOKEN } = world.environment
    const secrets = [OPS_TOKEN, UPSTASH_REDIS_REST_TOKEN, String(JSON.parse(SNAPSHOT_SIGNING_KEY).d)]
    await fc.assert(
      fc.asyncProperty(request, async ({ route, body, query }) => {
        const { method, path } = routes[route % routes.length] ?? { method: 'GET', path: '/' }
        const answer = await send(query === '' ? path : `${path}?${query}`, {
          method,
          headers: SIGNED_IN,
          ...(method === 'POST' ? { body } : {}),
        })
        const text = await answer.text()
        expect([200, 201, 204, 400, 404, 409, 412, 428]).toContain(answer.status)
        for (const secret of secrets) expect(text).not.toContain(secret)
      }),
      { numRuns: 120 },
    )
  })

  it('a request is answered by 503 and a word of when to come back, when the store is gone', async () => {
    world.door.misbehave(() => 'lost')
    // A publish queues; status, a matrix, what is signed and takedowns are of what is live, the document of no data: none needs the store to answer.
    // A sheet, a line of viewing or a learned run is read before the store is asked.
    const readFirst = (method: string, path: string) =>
      method === 'POST' && /\.(csv|xlsx)$|\/viewing$|\/learned$/.test(path)
    const withoutStore = /\/(publish|matrix|signed|me|openapi\.json|regions(\/[a-z]+)?)$|\/takedowns/
    for (const { method, path } of routes.filter(({ path: each }) => !withoutStore.test(each))) {
      // The pointer says whether a canary runs: none does here.
      const isLive = method === 'GET' && path.endsWith('/canary')
      if (isLive || readFirst(method, path)) continue
      const answer = await send(`${path}${QUERIES[path.split('/').at(-1) ?? ''] ?? ''}`, {
        method,
        headers: SIGNED_IN,
        ...(method === 'POST' || method === 'PUT'
          ? { body: JSON.stringify(BODIES[path.split('/').at(-1) ?? ''] ?? {}) }
          : {}),
      })
      expect(answer.status, `${method} ${path}`).toBe(503)
      expect(answer.headers.get('retry-after')).toBe('5')
      expect(await answer.text()).not.toContain(OPS_TOKEN)
    }
    world.door.misbehave(() => null)
  })
})
