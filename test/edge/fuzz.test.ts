import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, ask, until } from './device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from './edge-world.ts'
import { publish } from './publish.ts'
import { compiled, films } from './schedule.ts'

/** What the device API may answer when nothing is wrong with us: a 503 here would be a crash behind a good manner. */
const STATUSES: readonly number[] = [200, 202, 204, 400, 401, 404, 405, 413, 429]
const RUNS = { numRuns: 150 }
let world: EdgeWorld
let edge: EdgeIsolate
/** Good values, for fuzz that gets past the first check. */
let good: { readonly session: string; readonly cursor: string; readonly token: string; readonly viewerToken: string }

beforeAll(async () => {
  world = await startEdgeWorld(['edge'])
  edge = world.isolate('edge')
  await publish(edge.storage, world.key, 'dach', compiled('dach', films(12)))
  await until(edge, 'dach', ({ rung }) => rung === 'fresh')
  await until(edge, 'dach', ({ rung }) => rung === 'fresh')
  const { session, cursor, token } = (await ask(edge, '/v1/clips?limit=2', { country: 'DE' })).body
  good = { session, cursor: cursor ?? '', token, viewerToken: await world.viewerToken({ cap: 12 }) }
})
afterAll(() => world.close())

function expectCivil({ status, headers, body }: Answer): void {
  expect(STATUSES).toContain(status)
  const type = headers.get('content-type') ?? ''
  expect(type).toMatch(
    status >= 400 && body.accepted === undefined ? /^application\/problem\+json/ : /^application\/json/,
  )
  if (type.startsWith('application/problem')) expect(body).toMatchObject({ status, detail: expect.any(String) })
}

const FIELDS = [
  'surface titleId row limit cursor asset session requestId device codecs maxHeight language autoplay saveData',
  'reducedMotion gpc kids maxAge region viewerToken placements events signals __proto__ constructor',
]
  .join(' ')
  .split(' ')

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1',
    'true',
    'null',
    'NaN',
    '1e309',
    'home-hero',
    'ttl_film-000',
    'ast_film-000-clip-1',
  ),
  fc.constantFrom('%00', '%E0%A4%A', '../../..', '\u0000', '\r\nx: y', '\ud800', 'x'.repeat(5000)),
  fc.constantFrom('session', 'cursor', 'token', 'viewerToken').map((name) => `good ${name}`),
)
const filled = (value: unknown): unknown => {
  if (typeof value === 'string' && value.startsWith('good ')) return Reflect.get(good, value.slice(5))
  if (Array.isArray(value)) return value.map(filled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner)]))
}

const query = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...FIELDS), text), text), { maxLength: 6 })
const path = fc.constantFrom('/v1/autoplay', '/v1/clips', '/v1/status')
const postPath = fc.constantFrom('/v1/clips', '/v1/decisions', '/v1/events')

const leaf = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null))
const placement = fc.record(
  {
    id: fc.oneof(fc.constantFrom('a', 'b', '__proto__', 'constructor'), leaf),
    surface: fc.oneof(fc.constantFrom('home-hero', 'browse-tile', 'clips-feed', 'title-detail', 'post-play'), leaf),
    count: fc.oneof(fc.integer({ min: -1, max: 51 }), leaf),
    titleId: leaf,
    row: leaf,
  },
  { requiredKeys: ['id', 'surface'] },
)
const event = fc.record(
  {
    token: fc.oneof(fc.constant('good token'), leaf),
    position: fc.oneof(fc.integer({ min: -1, max: 3 }), leaf),
    event: fc.oneof(fc.constantFrom('impression', 'click', 'complete'), leaf),
    ageMs: fc.oneof(fc.nat(), leaf),
    watchedMs: leaf,
    ttffMs: leaf,
  },
  { requiredKeys: ['token', 'position', 'event', 'ageMs'] },
)
const body = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc
    .tuple(
      fc.dictionary(fc.constantFrom(...FIELDS), leaf, { maxKeys: 4 }),
      fc.record(
        {
          placements: fc.oneof(fc.array(fc.oneof(placement, leaf), { maxLength: 5 }), leaf),
          events: fc.oneof(fc.array(fc.oneof(event, leaf), { maxLength: 5 }), leaf),
          signals: fc.oneof(fc.array(fc.oneof(event, leaf), { maxLength: 5 }), leaf),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([one, two]) => ({ ...one, ...two })),
)

describe('whatever a device sends', () => {
  it('any query is answered by JSON and a status of ours', async () => {
    await fc.assert(
      fc.asyncProperty(path, query, async (route, pairs) => {
        const parameters = new URLSearchParams(
          pairs.map(([name, value]): [string, string] => [name, String(filled(value))]),
        )
        expectCivil(await ask(edge, `${route}?${parameters}`, { country: 'DE' }))
      }),
      RUNS,
    )
  })

  it('any raw query and path are answered by JSON and a status of ours', async () => {
    const raw = fc.stringMatching(/^[!$%&'()*+,\-./0-9:;=?@A-Z_a-z~|^`{}[\]]{0,60}$/)
    await fc.assert(
      fc.asyncProperty(fc.oneof(path, fc.constant('/v1/'), fc.constant('/')), raw, async (route, rest) => {
        expectCivil(await ask(edge, `${route}${rest}`))
        expectCivil(await ask(edge, `${route}?${rest}`))
      }),
      RUNS,
    )
  })

  it('any body is answered by JSON and a status of ours', async () => {
    await fc.assert(
      fc.asyncProperty(postPath, body, async (route, sent) => {
        expectCivil(await ask(edge, route, { country: 'DE', body: filled(sent) }))
      }),
      { numRuns: 300 },
    )
  })

  it('any headers are answered by JSON and a status of ours', async () => {
    const value = fc.stringMatching(/^[ -~]{0,60}$/).map((raw) => raw.trim())
    const name = fc.constantFrom(
      ...'authorization x-session save-data sec-gpc sec-ch-prefers-reduced-motion accept-language'.split(' '),
      ...'content-type origin x-forwarded-for cf-connecting-ip cf-ipcountry'.split(' '),
    )
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, value, { maxKeys: 4 }), async (headers) => {
        expectCivil(await ask(edge, '/v1/autoplay', { headers }))
        expectCivil(await ask(edge, '/v1/decisions', { headers, body: { placements: [] } }))
      }),
      RUNS,
    )
  })

  it('any method is answered by JSON and a status of ours', async () => {
    for (const route of [
      '/v1/autoplay',
      '/v1/clips',
      '/v1/decisions',
      '/v1/events',
      '/v1/status',
      '/healthz',
      '/nope',
    ]) {
      for (const method of ['PUT', 'DELETE', 'PATCH']) {
        const response = await fetch(edge.url + route, { method })
        expect([404, 405]).toContain(response.status)
        expect(response.headers.get('content-type')).toBe('application/problem+json')
      }
      expect([200, 404, 405]).toContain((await fetch(edge.url + route, { method: 'HEAD' })).status)
    }
  })

  it('a body nested as deep as it can be is answered by JSON and a status of ours', async () => {
    for (const route of ['/v1/clips', '/v1/decisions', '/v1/events']) {
      for (const field of ['placements', 'events', 'signals', 'session']) {
        const sent = `{"${field}":${'['.repeat(15_000)}${']'.repeat(15_000)}}`
        expectCivil(await ask(edge, route, { body: sent }))
      }
    }
  })

  it('a body larger than any route reads is answered by 413', async () => {
    for (const route of ['/v1/clips', '/v1/decisions', '/v1/events']) {
      expect((await ask(edge, route, { body: `{"x":"${'y'.repeat(70_000)}"}` })).status).toBe(413)
    }
  })
})

describe('X-Debug-Context', () => {
  const part = fc.oneof(
    fc.tuple(
      fc.constantFrom('country', 'regionCode', 'timezone', 'now', 'anonymizer', 'x'),
      fc.stringMatching(/^[ -~]{0,20}$/),
    ),
    fc.tuple(fc.constant('country'), fc.constantFrom('DE', 'US', 'XX', 'T1', 'EU', 'UK', 'de', 'GB', 'XK')),
    fc.tuple(
      fc.constant('now'),
      fc.oneof(
        fc
          .date({ noInvalidDate: true, min: new Date(-62_000_000_000_000), max: new Date(253_000_000_000_000) })
          .map((date) => date.toISOString()),
        fc.constantFrom('2026-02-30T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'),
      ),
    ),
  )
  const header = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) =>
    parts
      .map((pair) => pair.join('='))
      .join('; ')
      .trim(),
  )

  it('any X-Debug-Context is believed or 400, and never a crash', async () => {
    await fc.assert(
      fc.asyncProperty(header, async (debug) => {
        const answer = await ask(edge, '/v1/autoplay', { headers: { 'x-debug-context': debug } })
        expectCivil(answer)
        expect([200, 400]).toContain(answer.status)
      }),
      RUNS,
    )
  })
})
