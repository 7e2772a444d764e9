import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DecidedItem, DecisionRecord } from '../../../src/edge/token/decision/decision-record.ts'
import { openDecisionToken, sealDecisionToken } from '../../../src/edge/token/decision/decision-token.ts'
import { type Keyring, readKeyring } from '../../../src/edge/token/keyring.ts'
import type { DeviceEventItem } from '../../../src/model/messages/queue-message.ts'
import { unitsOfSubject } from '../../../src/units/unit.ts'
import { readUnitKeys } from '../../../src/units/unit-keys.ts'
import { ask, type Body, itemsOf, statusOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled, films } from '../schedule.ts'
import { anItem, aRecord } from '../token/records.ts'

const CONSENTED = { adult: true, personalize: true }
let world: EdgeWorld
let edge: EdgeIsolate
let keyring: Keyring

beforeAll(async () => {
  world = await startEdgeWorld(['edge'])
  edge = world.isolate('edge')
  keyring = await readKeyring(JSON.stringify([{ kid: 'd1', key: world.sealingKey }]), 'DECISION_KEYS')
  await publish(edge.storage, world.key, 'dach', compiled('dach', films(12)))
  await until(edge, 'dach', ({ rung }) => rung === 'fresh')
})
afterAll(() => world.close())
beforeEach(() => {
  edge.messages.length = 0
})

interface Asked {
  readonly query?: string
  readonly claims?: Record<string, unknown> | null
  readonly session?: string
}

/** A hero in Germany, for a guest if there are no claims. */
async function hero({ query = '', claims = null, session }: Asked = {}): Promise<Body> {
  const token = claims === null ? {} : { token: await world.viewerToken(claims) }
  const headers: Record<string, string> = session === undefined ? {} : { 'x-session': session }
  return (await ask(edge, `/v1/autoplay?surface=home-hero${query}`, { country: 'DE', headers, ...token })).body
}

async function recordOf({ token }: Pick<Body, 'token'>): Promise<DecisionRecord> {
  const opened = await openDecisionToken(token, keyring, Date.now())
  if (opened.outcome !== 'ok') throw new Error(opened.outcome)
  return opened.record
}

const sealed = (record: Partial<DecisionRecord>, issuedAt = Date.now()) =>
  sealDecisionToken(aRecord(record), keyring, issuedAt)
const withItem = (item: Partial<DecidedItem>) => sealed({ items: [anItem(item)] })

async function report(token: string, more: object = {}, headers: Record<string, string> = {}) {
  const event = { token, position: 0, event: 'start', ageMs: 10, ...more }
  const { status, body } = await ask(edge, '/v1/events', { body: { events: [event] }, headers })
  const queued = edge.messages.flatMap((message) => (message.type === 'events' ? message.items : []))
  return { status, refused: body.rejected[0] ?? null, item: queued.at(-1) as DeviceEventItem }
}

describe('what an event says of its decision', () => {
  it('an event says surface, territory and class of device, though no placement is named after its surface', async () => {
    const placements = [{ id: 'row-1', surface: 'browse-tile', count: 2 }]
    const { body } = await ask(edge, '/v1/decisions', { country: 'DE', body: { placements, device: 'tablet' } })
    const { item } = await report(body.token, { position: itemsOf(body)[0]?.position })
    expect(item).toMatchObject({ placementId: 'row-1', surface: 'browse-tile', territory: 'DE', device: 'tablet' })
    expect([item.holdout, item.receivedAt]).toEqual([false, expect.any(Number)])
  })

  it('an event about a slot that is reserved for new assets says so', async () => {
    const one = await report(withItem({ reserved: true }))
    expect(one.item.reserved).toBe(true)
    expect((await report(withItem({ reserved: false }))).item.reserved).toBe(false)
  })

  it('an event of a token of before is taken, and what that does not say is null', async () => {
    const unsaid = { surface: null, renditions: null, reserved: false }
    const token = sealed({ territory: null, device: null, unit: null, items: [anItem(unsaid)] })
    const { status, item } = await report(token, { playback: 1 })
    expect(status).toBe(202)
    expect(item).toMatchObject({ surface: null, territory: null, device: null, unit: null, playback: null })
  })

  it('an event of a decision that another edge made moments ahead did not happen after it arrived', async () => {
    const { item } = await report(sealed({}, Date.now() + 60_000), { ageMs: 0 })
    expect(item.occurredAt).toBeLessThanOrEqual(item.receivedAt ?? 0)
  })

  it('an event of a decision of far in the future is refused, and so is one that has not happened yet', async () => {
    expect((await report(sealed({}, Date.now() + 3_600_000))).refused).toMatchObject({ field: 'token' })
    expect((await report(sealed({}), { ageMs: -1 })).refused).toMatchObject({ field: 'ageMs' })
    expect((await report(sealed({}), { ageMs: 7 * 86_400_000 + 1 })).refused).toMatchObject({ field: 'ageMs' })
  })
})

describe('the file that an event is about', () => {
  it.each([
    ['the asset lists them in another order', [2, 0, 1], 1, 0],
    ['the device plays only some', [3], 0, 3],
    ['the answer lists them as the asset does', [0, 1], 1, 1],
  ])('an event names the rendition of the asset where %s', async (_where, renditions, playback, own) => {
    const { status, item } = await report(withItem({ renditions }), { event: 'error', playback })
    expect([status, item.playback]).toEqual([202, own])
  })

  it('an event about a file that its answer did not list is refused by itself', async () => {
    const { status, refused } = await report(withItem({ renditions: [2, 0] }), { event: 'stall', playback: 2 })
    expect([status, refused?.field, refused?.reason]).toEqual([400, 'playback', expect.stringContaining('lists 2')])
    expect((await report(withItem({ renditions: [] }), { playback: 0 })).refused?.field).toBe('playback')
  })

  it('an event that names no file is about none', async () => {
    expect((await report(withItem({ renditions: [1] }), { event: 'firstFrame' })).item.playback).toBeNull()
  })

  it.each([
    ['&codecs=vp9', 'vp9'],
    ['&maxHeight=720', 'vp9'],
    ['&codecs=avc', 'avc'],
    ['', 'avc'],
  ])('a decision of the device%s seals just the files that its answer lists', async (query, first) => {
    const body = await hero({ query })
    const listed = body.decisions['home-hero']?.[0]?.playback ?? []
    expect(listed[0]?.codec).toBe(first)
    // The films have an avc of 1080 lines, then a vp9 of 720.
    const own = listed.map(({ codec }) => ['avc', 'vp9'].indexOf(codec))
    expect((await recordOf(body)).items[0]?.renditions).toEqual(own)
  })
})

describe('who an event is of', () => {
  it('a consented viewer has one pseudonym on all devices and in all sessions, which the publisher finds again', async () => {
    const claims = { sub: 'viewer-1', ...CONSENTED }
    const [one, two] = [await recordOf(await hero({ claims })), await recordOf(await hero({ claims }))]
    expect([one.privacy, one.subject]).toEqual(['consented', 'viewer-1'])
    expect(one.unit).toBe(two.unit)
    expect(unitsOfSubject('viewer-1', readUnitKeys(world.unitKeys))).toEqual([one.unit])
  })

  it('everybody else has the pseudonym of their session, and another one in another session', async () => {
    const first = await hero()
    const again = await recordOf(await hero({ session: first.session }))
    const other = await recordOf(await hero())
    expect(again.unit).toBe((await recordOf(first)).unit)
    expect(other.unit).not.toBe(again.unit)
    for (const claims of [
      { sub: 'viewer-1', adult: true },
      { sub: 'viewer-2', adult: true },
    ]) {
      const withoutConsent = await recordOf(await hero({ claims, session: first.session }))
      expect([withoutConsent.unit, withoutConsent.subject]).toEqual([again.unit, null])
    }
  })

  it('the pages of a feed are of one pseudonym', async () => {
    const page = (await ask(edge, '/v1/clips?limit=3', { country: 'DE' })).body
    const { cursor } = page
    const next = (await ask(edge, `/v1/clips?limit=3&cursor=${cursor}`, { country: 'DE' })).body
    expect((await recordOf(next)).unit).toBe((await recordOf(page)).unit)
  })

  it.each([
    ['a kids profile', { claims: { sub: 'viewer-1', ...CONSENTED, kids: true } }],
    ['a member under 18', { claims: { sub: 'viewer-1', personalize: true, cap: 12 } }],
    ['a kids profile without a token', { query: '&kids=1' }],
  ])('a minor has neither pseudonym nor subject: %s', async (_who, asked) => {
    const body = await hero(asked)
    const { privacy, unit, subject } = await recordOf(body)
    expect([privacy, unit, subject]).toEqual(['minor', null, null])
    expect((await report(body.token)).item.unit).toBeNull()
  })

  it('a viewer who opts out by Global Privacy Control is no subject, whatever their token says', async () => {
    const { privacy, subject } = await recordOf(
      await hero({ claims: { sub: 'viewer-1', ...CONSENTED }, query: '&gpc=1' }),
    )
    expect([privacy, subject]).toEqual(['opted-out', null])
  })

  it('an event carries the pseudonym that its decision sealed, whoever sends it', async () => {
    const body = await hero({ claims: { sub: 'viewer-1', ...CONSENTED } })
    expect((await report(body.token)).item.unit).toBe((await recordOf(body)).unit)
  })
})

describe('where an event comes from', () => {
  it('all addresses of a network are one source of 12 bits', async () => {
    const token = sealed({})
    const from = async (address: string) => (await report(token, {}, { 'cf-connecting-ip': address })).item.source
    const source = await from('198.51.100.7')
    expect(source).toBeGreaterThanOrEqual(0)
    expect(source).toBeLessThanOrEqual(4095)
    expect(await from('198.51.100.200')).toBe(source)
    const others = await Promise.all(['10.1.1.1', '10.1.2.1', '2001:db8:1::1', '2001:db8:2::1'].map(from))
    expect(new Set([source, ...others]).size).toBeGreaterThan(1)
  })

  it('an event without an address has no source', async () => {
    expect((await report(sealed({}))).item.source).toBeNull()
  })
})

describe('an edge without keys of pseudonyms', () => {
  it.each([
    ['missing', ''],
    ['unreadable', '[{"kid":"u1","key":"short"}]'],
  ])(
    'an edge whose keys are %s answers and takes events, without pseudonym or source, and says so',
    async (_how, keys) => {
      const bare = await startEdgeWorld(['edge'], { variables: { DEBUG_CONTEXT: 'on', UNIT_KEYS: keys } })
      try {
        const isolate = bare.isolate('edge')
        const token = await bare.viewerToken({ sub: 'viewer-1', ...CONSENTED })
        const { status, body } = await ask(isolate, '/v1/autoplay', { country: 'DE', token })
        const events = [{ token: body.token, position: 0, event: 'start', ageMs: 1 }]
        const headers = { 'cf-connecting-ip': '198.51.100.7' }
        expect([status, (await ask(isolate, '/v1/events', { body: { events }, headers })).status]).toEqual([200, 202])
        const sent = isolate.messages.flatMap((message) => (message.type === 'events' ? message.items : []))
        expect(sent).toMatchObject([{ unit: null, source: null }])
        expect((await statusOf(isolate, 'dach')).units).toBe(false)
        expect((await statusOf(edge, 'dach')).units).toBe(true)
      } finally {
        await bare.close()
      }
    },
  )
})
