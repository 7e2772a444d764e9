import { createServer, type Server } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { privateLineKeys } from '../../../src/decision-log/line-key.ts'
import { openLine } from '../../../src/decision-log/open-line.ts'
import type { RegionRules } from '../../../src/model/policies/rules.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { regionRules } from '../../../src/rules/lookup/region-rules.ts'
import { type Answer, ask, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled, films } from '../schedule.ts'

/** What is known of a viewer stays where it may be known: watched from the store, the queue and the log. */
let world: EdgeWorld
let edge: EdgeIsolate
let store: Server
/** Every request that the profile store got. */
const asked: { readonly authorization: string | undefined; readonly body: string }[] = []
let log = ''
/** The private half of the key that decision log lines are encrypted to, which no edge has. */
let logKey = ''

/** A cap that nothing else here could be mistaken for. */
const CANARY = 19

beforeAll(async () => {
  store = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    asked.push({ authorization: request.headers.authorization, body: Buffer.concat(chunks).toString() })
    response.setHeader('content-type', 'application/json').end('{"result":null}')
  })
  await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve))
  const address = store.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const profiles = { PROFILE_REDIS_REST_URL: `http://127.0.0.1:${port}`, PROFILE_REDIS_REST_TOKEN: 'profile-reader' }
  const pair = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  logKey = JSON.stringify(await exportJWK(pair.privateKey))
  const publicKey = JSON.stringify(await exportJWK(pair.publicKey))
  const decisionLog = { DECISION_LOG_RATE: '1', DECISION_LOG_PUBLIC_KEY: publicKey }
  world = await startEdgeWorld(['edge'], {
    variables: { DEBUG_CONTEXT: 'on', ...profiles, ...decisionLog },
    onLog: (text) => {
      log += text
    },
  })
  edge = world.isolate('edge')
  await publish(edge.storage, world.key, 'dach', compiled('dach', films(12)))
  // A snapshot that no decision can be made with: what goes wrong is logged.
  const rules = { ...regionRules(bundledRules(), 'fr'), surfaces: undefined as never } satisfies RegionRules
  await publish(edge.storage, world.key, 'fr', compiled('fr', films(3), rules))
  for (const region of ['dach', 'fr'] as const) {
    await until(edge, region, ({ rung }) => rung === 'fresh')
    await until(edge, region, ({ rung }) => rung === 'fresh')
  }
})
afterAll(async () => {
  await world?.close()
  store?.closeAllConnections()
  store?.close()
})
beforeEach(() => {
  asked.length = 0
  edge.messages.length = 0
})

const PLACEMENTS = [{ id: 'hero', surface: 'home-hero' }]

interface Caller {
  readonly claims?: Record<string, unknown>
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: string
  readonly country?: string
}

/** One request on each route that decides. */
async function everyRoute({ claims, headers = {}, query = '', country = 'DE' }: Caller): Promise<readonly Answer[]> {
  const token = claims === undefined ? {} : { token: await world.viewerToken(claims) }
  const all = { ...token, headers: { 'x-debug-context': `country=${country}; now=2026-11-22T12:00:00Z`, ...headers } }
  const answers = [
    await ask(edge, `/v1/autoplay?surface=home-hero${query}`, all),
    await ask(edge, `/v1/clips?limit=5${query}`, all),
    await ask(edge, `/v1/decisions${query.replace('&', '?')}`, { ...all, body: { placements: PLACEMENTS } }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  return answers
}
const classesOf = (answers: readonly Answer[]) => [...new Set(answers.map(({ body }) => Reflect.get(body, 'privacy')))]

describe('the profile store', () => {
  const grown = { cap: 18, adult: true, personalize: true }
  const anHourAgo = () => Math.floor(Date.now() / 1000) - 7200

  it.each<[who: string, caller: () => Caller, privacy: string]>([
    ['a guest', () => ({}), 'contextual'],
    ['a minor', () => ({ claims: { cap: 12, personalize: true } }), 'minor'],
    ['a kids profile', () => ({ claims: { ...grown, kids: true } }), 'minor'],
    ['an adult who hands the device to a child', () => ({ claims: grown, query: '&kids=1' }), 'minor'],
    ['an opt-out by Sec-GPC', () => ({ claims: grown, headers: { 'sec-gpc': '1' } }), 'opted-out'],
    ['an opt-out by gpc', () => ({ claims: grown, query: '&gpc=1' }), 'opted-out'],
    ['a member who did not agree', () => ({ claims: { ...grown, personalize: false } }), 'contextual'],
    ['a member of whom nothing is said', () => ({ claims: { cap: 18, adult: true } }), 'contextual'],
    ['a token without a cap', () => ({ claims: { personalize: true } }), 'contextual'],
    ['an expired token', () => ({ claims: { ...grown, iat: anHourAgo(), exp: anHourAgo() + 3600 } }), 'contextual'],
  ])('the profile store is never asked about %s, on any route', async (who, caller, privacy) => {
    const { claims, ...rest } = caller()
    const answers = await everyRoute({ ...rest, ...(claims && { claims: { sub: who, ...claims } }) })
    expect(classesOf(answers)).toEqual([privacy])
    // Whatever was on its way has arrived once a later question has.
    await everyRoute({ claims: { ...grown, sub: `after ${who}` } })
    expect(asked.map(({ body }) => JSON.parse(body))).toEqual([['GET', `profile:after ${who}`]])
  })

  it('the profile store is asked about a consented viewer, by the read-only token, and the answer says so', async () => {
    const answers = await everyRoute({ claims: { ...grown, sub: 'anna' } })
    expect(classesOf(answers)).toEqual(['consented'])
    expect(asked[0]).toEqual({ authorization: 'Bearer profile-reader', body: '["GET","profile:anna"]' })
    const young = await everyRoute({ claims: { cap: 18, personalize: true, sub: 'ben' } })
    expect(classesOf(young)).toEqual(['consented'])
    expect(asked.at(-1)?.body).toBe('["GET","profile:ben"]')
  })
})

/** Every key and every plain value in a message, however deep. */
function wordsIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [value]
  return Object.entries(value).flatMap(([key, inner]) => [key, ...wordsIn(inner)])
}

/** A sealed text, as far as anybody can read it. */
const decoded = (sealed: string): string =>
  sealed
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('latin1'))
    .join(' ')

const logLines = (): readonly string[] =>
  edge.messages.flatMap((message) => (message.type === 'decision' ? [message.line] : []))

describe('the maturity cap', () => {
  const claims = { sub: 'somebody-secret', cap: CANARY, personalize: true }

  it('the maturity cap is in no event, no telemetry and no log, nor is anything else of the token', async () => {
    const answers = await everyRoute({ claims })
    for (const { body } of answers) {
      const events = ['impression', 'start', 'complete'].map((event) => ({
        token: body.token,
        position: 0,
        event,
        ageMs: 5,
      }))
      expect((await ask(edge, '/v1/events', { body: { events } })).body.accepted).toBe(3)
    }
    // Another region: its first answer is reported at once, and what goes wrong there is logged.
    await everyRoute({ claims, country: 'BR' })
    const token = await world.viewerToken(claims)
    const broken = { country: 'FR', token }
    expect((await ask(edge, '/v1/autoplay?surface=home-hero', broken)).status).toBe(200)
    expect((await ask(edge, '/v1/decisions', { ...broken, body: { placements: PLACEMENTS } })).status).toBe(503)
    await ask(edge, '/v1/autoplay?surface=lobby', { country: 'DE', token })
    await expect
      .poll(() => edge.messages.map(({ type }) => type).sort())
      .toEqual(expect.arrayContaining(['decision', 'events', 'telemetry']))
    const keys = await privateLineKeys(logKey)
    await expect.poll(() => log).toMatch(/decision-fault[\s\S]*edge-fault/)
    const said = wordsIn(edge.messages)
    expect(said).toContain('impression')
    for (const secret of [CANARY, String(CANARY), 'cap', 'maxAge', 'kids', 'adult', 'minor', claims.sub]) {
      expect(said).not.toContain(secret)
    }
    for (const line of logLines()) {
      // A compact JWE whose key is agreed on has an empty second part.
      expect(line).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/)
      expect(decoded(line)).not.toMatch(/"cap"|somebody-secret/)
    }
    // The cap is in there, for whoever has the key; who it was is not.
    const opened = async () => JSON.stringify(await Promise.all(logLines().map((line) => openLine(line, keys))))
    await expect.poll(opened).toContain(`\\"cap\\":${CANARY}`)
    expect(await opened()).not.toMatch(/somebody-secret|unreadable/)
    expect(log).not.toMatch(new RegExp(`\\b${CANARY}\\b|"cap"|${claims.sub}`))
  })

  it('the queue gets nothing but what is listed', async () => {
    const [first] = await everyRoute({ claims, country: 'IT' })
    const event = { token: first?.body.token, position: 0, event: 'impression', ageMs: 5, cap: CANARY, maxAge: CANARY }
    await ask(edge, '/v1/events', { body: { events: [event] } })
    await expect.poll(() => new Set(edge.messages.map(({ type }) => type)).size).toBe(3)
    const shapes = edge.messages.map((message) =>
      message.type === 'events' ? Object.keys(message.items[0] ?? {}).sort() : Object.keys(message).sort(),
    )
    expect(shapes).toEqual(
      expect.arrayContaining([
        [
          ...['arms', 'assetId', 'campaignId', 'decisionId', 'device', 'drawn', 'event', 'holdout', 'occurredAt'],
          ...['placementId', 'playback', 'position', 'privacy', 'propensity', 'receivedAt', 'reserved', 'sequence'],
          ...['snapshot', 'source', 'sticky', 'surface', 'territory', 'ttffMs', 'unit', 'watchedMs'],
        ],
        ['at', 'decisionId', 'line', 'region', 'type'],
        [
          ...['at', 'canary', 'counts', 'isolate', 'listSignedAt', 'refusal', 'region', 'rejects', 'rung', 'rungs'],
          ...['sequence', 'snapshot', 'supply', 'type', 'unreadableSessions'],
        ],
      ]),
    )
    expect(new Set(shapes.map(String)).size).toBe(3)
  })

  it('the maturity cap cannot be read out of what the device carries', async () => {
    const [answer] = await everyRoute({ claims })
    for (const sealed of [answer?.body.token ?? '', answer?.body.session ?? '']) {
      expect(decoded(sealed)).not.toMatch(/"cap"|somebody-secret/)
    }
  })
})
