import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { privateLineKeys } from '../../../src/decision-log/line-key.ts'
import { openLine } from '../../../src/decision-log/open-line.ts'
import { eventually } from '../../setup/eventually.ts'
import { ask, type Body, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled, films } from '../schedule.ts'

/** Values that no other number or text of these tests has. */
const MARKED = { sub: 'marked-subject-7f3a', cap: 19, address: '198.51.100.77', network: '198.51.100' } as const
const CONSENTED = { sub: MARKED.sub, adult: true, personalize: true }
const logged: string[] = []
let world: EdgeWorld
let edge: EdgeIsolate
let lineKey: string

beforeAll(async () => {
  const { privateKey, publicKey } = await linePair()
  lineKey = privateKey
  const variables = { DEBUG_CONTEXT: 'on', DECISION_LOG_RATE: '1', DECISION_LOG_PUBLIC_KEY: publicKey }
  world = await startEdgeWorld(['edge'], { variables, onLog: (text) => logged.push(text) })
  edge = world.isolate('edge')
  await publish(edge.storage, world.key, 'dach', compiled('dach', films(12)))
  await until(edge, 'dach', ({ rung }) => rung === 'fresh')
})
afterAll(() => world.close())
beforeEach(() => {
  edge.messages.length = 0
  edge.profileMessages.length = 0
  edge.queueStatus = 200
  edge.profileQueueStatus = 200
})

async function linePair() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  const jwk = async (key: typeof pair.privateKey) => {
    const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', key)
    return JSON.stringify({ kty, crv, x, y, ...(d === undefined ? {} : { d }) })
  }
  return { privateKey: await jwk(pair.privateKey), publicKey: await jwk(pair.publicKey) }
}

async function hero(claims: Record<string, unknown> | null): Promise<Body> {
  const token = claims === null ? {} : { token: await world.viewerToken(claims) }
  return (await ask(edge, '/v1/autoplay?surface=home-hero&device=tv', { country: 'DE', ...token })).body
}

const beacon = (body: Pick<Body, 'token'>, events: readonly object[] = [{}], headers: Record<string, string> = {}) =>
  ask(edge, '/v1/events', {
    body: { token: body.token, events: events.map((each) => ({ position: 0, event: 'start', ageMs: 10, ...each })) },
    headers,
  })

const queuedEvents = () => edge.messages.flatMap((message) => (message.type === 'events' ? message.items : []))

describe('the queue for profiles', () => {
  it('what a consented viewer did goes there under their subject, with the time of the decision', async () => {
    const before = Date.now()
    const body = await hero(CONSENTED)
    const decided = Date.now()
    const { status } = await beacon(body, [{ event: 'start' }, { event: 'complete', watchedMs: 30_000 }])
    expect(status).toBe(202)
    const [message, ...more] = edge.profileMessages
    expect(more).toEqual([])
    const item = body.decisions['home-hero']?.[0]
    const of = { decisionId: body.decisionId, position: 0, assetId: item?.assetId, campaignId: item?.campaignId }
    expect(message).toEqual({
      ...{ type: 'profile', region: 'dach', subject: MARKED.sub, consentedAt: expect.any(Number) },
      items: [
        { ...of, event: 'start', occurredAt: expect.any(Number), watchedMs: null },
        { ...of, event: 'complete', occurredAt: expect.any(Number), watchedMs: 30_000 },
      ],
    })
    expect(message?.consentedAt).toBeGreaterThanOrEqual(before)
    expect(message?.consentedAt).toBeLessThanOrEqual(decided)
    expect(queuedEvents().map(({ event }) => event)).toEqual(['start', 'complete'])
  })

  it.each([
    ['a guest', null],
    ['a member without consent', { sub: 'u1', adult: true }],
    ['a minor', { sub: 'u1', personalize: true, kids: true }],
    ['a consented viewer under 18', { sub: 'u1', personalize: true, cap: 12 }],
  ])('nothing goes there of %s', async (_who, claims) => {
    const { status } = await beacon(await hero(claims))
    expect([status, edge.profileMessages.length, queuedEvents().length]).toEqual([202, 0, 1])
  })

  it('a beacon about viewers of one device goes there as a message for each decision of a consented one', async () => {
    const [one, two, guest] = [await hero(CONSENTED), await hero({ ...CONSENTED, sub: 'another' }), await hero(null)]
    const events = [one, two, guest, one].map(({ token }, at) => ({ token, event: at === 3 ? 'skip' : 'start' }))
    await beacon(guest, events)
    expect(edge.profileMessages.map(({ subject, items }) => [subject, items.length])).toEqual([
      [MARKED.sub, 2],
      ['another', 1],
    ])
  })

  it.each([
    ['fails', 500],
    ['hangs', null],
  ] as const)(
    'a beacon of a consented viewer is a 503 while it %s, and then taken whole; that of a guest is taken at once',
    async (_how, status) => {
      const body = await hero(CONSENTED)
      edge.profileQueueStatus = status
      const refused = await beacon(body)
      expect([refused.status, refused.body.detail]).toEqual([503, expect.stringContaining('again')])
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      expect((await beacon(await hero(null))).status).toBe(202)
      edge.profileQueueStatus = 200
      edge.messages.length = 0
      expect([(await beacon(body)).status, edge.profileMessages.length, queuedEvents().length]).toEqual([202, 1, 1])
    },
  )

  it('a beacon of a consented viewer is a 503 while the queue of events fails', async () => {
    const body = await hero(CONSENTED)
    edge.queueStatus = 500
    expect((await beacon(body)).status).toBe(503)
  })
})

/** Every name and every value in what was sent. */
function leavesOf(value: unknown, name = ''): readonly (readonly [name: string, leaf: unknown])[] {
  if (typeof value !== 'object' || value === null) return [[name, value]]
  return Object.entries(value).flatMap(([key, inner]) => [[key, null] as const, ...leavesOf(inner, key)])
}

it('no subject, address or maturity cap is in what an edge sends or logs, but the subject in the queue for profiles', async () => {
  const headers = { 'cf-connecting-ip': MARKED.address, 'x-forwarded-for': MARKED.address }
  const token = await world.viewerToken({ ...CONSENTED, cap: MARKED.cap })
  const asked = { country: 'DE', token, headers }
  const answers = [
    (await ask(edge, '/v1/autoplay?surface=home-hero&device=tv', asked)).body,
    (await ask(edge, '/v1/clips?limit=3', asked)).body,
    (await ask(edge, '/v1/autoplay?surface=title-detail&titleId=ttl_none', asked)).body,
  ]
  for (const body of answers) {
    if (Object.keys(body.decisions).length > 0) expect((await beacon(body, [{}], headers)).status).toBe(202)
  }
  await beacon({ token: 'forged' }, [{}], headers)
  const types = () => new Set(edge.messages.map(({ type }) => type))
  await eventually(
    async () => types(),
    (sent) => sent.size === 3,
  )
  expect([...types()].sort()).toEqual(['decision', 'events', 'telemetry'])
  // At least: a queue may hand over what it has handed over before.
  expect(edge.profileMessages.length).toBeGreaterThanOrEqual(2)
  expect(new Set(edge.profileMessages.map(({ subject }) => subject))).toEqual(new Set([MARKED.sub]))

  const sent: unknown[] = [...edge.messages, ...edge.profileMessages.map(({ subject: _allowed, ...rest }) => rest)]
  const texts = [...sent.map((message) => JSON.stringify(message)), ...logged]
  for (const text of texts) {
    for (const marked of [MARKED.sub, MARKED.address, MARKED.network]) expect(text).not.toContain(marked)
  }
  for (const [name] of sent.flatMap((message) => leavesOf(message))) {
    expect(name).not.toMatch(/^(sub|subject|cap|maxAge|guestCap|maturity|address|ip)$/i)
  }
  // A report counts requests, and may have counted as many as the cap by chance.
  const told = sent.filter((message) => !edge.messages.some((each) => each === message && each.type === 'telemetry'))
  for (const [, leaf] of told.flatMap((message) => leavesOf(message))) expect(leaf).not.toBe(MARKED.cap)
  // A line of the log holds the cap, to repeat the decision by, and only the publisher can open it.
  const keys = await privateLineKeys(lineKey)
  for (const message of edge.messages) {
    if (message.type !== 'decision') continue
    const line = await openLine(message.line, keys)
    if (line.outcome !== 'ok') throw new Error(line.outcome)
    for (const marked of [MARKED.sub, MARKED.address, MARKED.network]) expect(line.json).not.toContain(marked)
  }
})
