import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sealDecisionToken } from '../../../src/edge/token/decision/decision-token.ts'
import { type Keyring, readKeyring } from '../../../src/edge/token/keyring.ts'
import type { EventsMessage } from '../../../src/model/messages/queue-message.ts'
import { type Answer, ask, itemsOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled, films } from '../schedule.ts'
import { aRecord } from '../token/records.ts'

const DAY_MS = 86_400_000
let world: EdgeWorld
let edge: EdgeIsolate
let keyring: Keyring

beforeAll(async () => {
  world = await startEdgeWorld(['edge'])
  edge = world.isolate('edge')
  keyring = await readKeyring(JSON.stringify([{ kid: 'd1', key: world.sealingKey }]), 'DECISION_KEYS')
  for (const region of ['dach', 'na'] as const) {
    await publish(edge.storage, world.key, region, compiled(region, films(12)))
    await until(edge, region, ({ rung }) => rung === 'fresh')
    await until(edge, region, ({ rung }) => rung === 'fresh')
  }
})
afterAll(() => world.close())
beforeEach(() => {
  edge.queueStatus = 200
  edge.messages.length = 0
})

const beacon = (events: readonly unknown[]): Promise<Answer> => ask(edge, '/v1/events', { body: { events } })
const queued = (): EventsMessage[] => edge.messages.filter((message) => message.type === 'events')
const event = (token: string, more: Record<string, unknown> = {}) => ({
  token,
  position: 0,
  event: 'impression',
  ageMs: 10,
  ...more,
})
const decided = async (country = 'DE') => (await ask(edge, '/v1/autoplay?surface=home-hero', { country })).body

const RECORD = aRecord({ decisionId: 'd'.repeat(32), snapshot: 'a'.repeat(64), sequence: 1, arms: [] })

describe('an event', () => {
  it('an event is in the queue when the device hears 202, under the names of its decision', async () => {
    const body = await decided()
    const { status, body: answer, headers } = await beacon([event(body.token, { watchedMs: 1200.4, ttffMs: 90 })])
    expect([status, answer.accepted, answer.rejected]).toEqual([202, 1, []])
    expect(headers.get('cache-control')).toBe('private, no-store')
    const [item] = itemsOf(body)
    expect(queued()).toEqual([
      {
        type: 'events',
        region: 'dach',
        items: [
          {
            decisionId: body.decisionId,
            placementId: 'home-hero',
            position: 0,
            assetId: item?.assetId,
            campaignId: item?.campaignId,
            propensity: expect.toSatisfy((chance: number) => chance > 0 && chance <= 1),
            sticky: expect.any(Boolean),
            drawn: true,
            snapshot: body.snapshot.id,
            sequence: body.snapshot.sequence,
            privacy: 'contextual',
            arms: [],
            event: 'impression',
            occurredAt: expect.any(Number),
            watchedMs: 1200,
            ttffMs: 90,
            receivedAt: expect.any(Number),
            surface: 'home-hero',
            territory: 'DE',
            device: null,
            reserved: false,
            unit: expect.stringMatching(/^[0-9a-f]{16}$/),
            holdout: false,
            playback: null,
            source: null,
          },
        ],
      },
    ])
  })

  it('an event about a backup that stepped in counts as much as one about the winner', async () => {
    const body = await decided()
    const [backup] = body.backups?.['home-hero'] ?? []
    await beacon([event(body.token, { position: backup?.position })])
    expect(queued()[0]?.items[0]?.assetId).toBe(backup?.assetId)
  })

  it('an event says nothing of its own about propensity, asset, campaign or region', async () => {
    const token = await sealDecisionToken(RECORD, keyring, Date.now())
    const lies = {
      propensity: 1,
      sticky: false,
      assetId: 'ast_x',
      campaignId: 'cmp_x',
      region: 'na',
      sequence: 99,
      privacy: 'consented',
    }
    expect((await beacon([event(token, lies)])).status).toBe(202)
    const [message] = queued()
    expect(message?.region).toBe('dach')
    const { renditions: _sealedAlone, ...named } = RECORD.items[0] ?? {}
    expect(message?.items[0]).toMatchObject({ ...named, sequence: 1, privacy: 'contextual' })
  })

  it("an event did not happen before its decision, nor after now, whatever the device's clock says", async () => {
    const issuedAt = Date.now() - 3_600_000
    const token = await sealDecisionToken(RECORD, keyring, issuedAt)
    await beacon([event(token, { ageMs: 7 * DAY_MS }), event(token, { ageMs: 0 })])
    const times = queued()[0]?.items.map(({ occurredAt }) => occurredAt) ?? []
    expect(times[0]).toBe(issuedAt)
    expect(times[1]).toBeLessThanOrEqual(Date.now())
    expect(times[1]).toBeGreaterThan(issuedAt)
  })

  it('an event needs no viewer token, and goes as text/plain', async () => {
    const { token } = await decided()
    const body = JSON.stringify({ events: [event(token)] })
    const answer = await ask(edge, '/v1/events', { body, headers: { 'content-type': 'text/plain' } })
    expect(answer.status).toBe(202)
  })
})

describe('a beacon', () => {
  it('a beacon rejects what is bad item by item, by its index, and takes the rest', async () => {
    const { token, session } = await decided()
    const old = await sealDecisionToken(RECORD, keyring, Date.now() - 7 * DAY_MS - 1000)
    const strange = await readKeyring(JSON.stringify([{ kid: 'd1', key: 'A'.repeat(43) }]), 'DECISION_KEYS')
    const { status, body } = await beacon([
      event(token),
      event(await sealDecisionToken(RECORD, strange, Date.now())),
      event(old),
      event(token, { position: 77 }),
      event(token, { event: 'wink' }),
      event(session),
      event('nonsense'),
      null,
      event(token, { ageMs: -1 }),
      event(token, { event: 'complete' }),
    ])
    expect(status).toBe(202)
    expect(body.accepted).toBe(2)
    expect(body.rejected.map(({ index, field }) => [index, field])).toEqual([
      [1, 'token'],
      [2, 'token'],
      [3, 'position'],
      [4, 'event'],
      [5, 'token'],
      [6, 'token'],
      [7, ''],
      [8, 'ageMs'],
    ])
    expect(body.rejected.slice(0, 2).map(({ reason }) => reason.split(':')[0])).toEqual(['forged', 'expired'])
    expect(queued().flatMap(({ items }) => items.map((item) => item.event))).toEqual(['impression', 'complete'])
  })

  it('a beacon of which nothing can be taken is 400, and nothing is queued', async () => {
    const { status, body } = await beacon([event('nonsense')])
    expect([status, body.accepted, body.rejected.length, queued().length]).toEqual([400, 0, 1, 0])
  })

  it('a beacon from two regions goes to the queue as one message for each', async () => {
    const [one, two] = [await decided('DE'), await decided('US')]
    await beacon([event(one.token), event(two.token), event(one.token, { event: 'start' })])
    expect(queued().map(({ region, items }) => [region, items.length])).toEqual([
      ['dach', 2],
      ['na', 1],
    ])
  })

  it('a beacon of none, of too many, or of no list is refused by name, and one too large is 413', async () => {
    const { token } = await decided()
    for (const events of [[], Array.from({ length: 51 }, () => event(token)), 'many', undefined]) {
      const { status, body } = await ask(edge, '/v1/events', { body: { events } })
      expect([status, body.field]).toEqual([400, 'events'])
    }
    expect((await ask(edge, '/v1/events', { body: JSON.stringify({ events: 'x'.repeat(70_000) }) })).status).toBe(413)
  })
})

describe('a queue that does not take it', () => {
  it.each([
    ['fails', 500],
    ['hangs', null],
  ] as const)(
    'a queue that %s makes a 503 with Retry-After, so that the device keeps its events',
    async (_name, queueStatus) => {
      const { token } = await decided()
      edge.queueStatus = queueStatus
      const { status, headers, body } = await beacon([event(token)])
      expect(status).toBe(503)
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      expect(headers.get('content-type')).toBe('application/problem+json')
      expect(body.detail).toContain('again')
      edge.queueStatus = 200
      expect((await beacon([event(token)])).status).toBe(202)
    },
  )

  it('a queue that fails costs telemetry, and never an answer', async () => {
    edge.queueStatus = 500
    const { status } = await ask(edge, '/v1/autoplay', { country: 'FR' })
    edge.queueStatus = null
    expect([status, (await ask(edge, '/v1/autoplay', { country: 'BR' })).status]).toEqual([200, 200])
  })
})

it('telemetry names an isolate and counts, and nobody', async () => {
  const token = await world.viewerToken({ sub: 'somebody-secret' })
  await ask(edge, '/v1/autoplay', { country: 'GB', token })
  const report = () => edge.messages.find((message) => message.type === 'telemetry' && message.region === 'uki')
  await expect.poll(report).toMatchObject({ rung: 'baseline', counts: { decisions: 1 }, refusal: 'missing' })
  expect(JSON.stringify(edge.messages)).not.toContain('somebody-secret')
})
