import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EdgeMessage } from '../../../src/model/messages/queue-message.ts'
import type { EventsContext } from '../../../src/publisher/queue/events-context.ts'
import { readIntake } from '../../../src/schedule/reports/counters/intake.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { deliver, eventsContext } from './deliver.ts'
import { countersAt, eventItem, eventsMessage } from './device-events.ts'
import { MemoryEventSink } from './memory-event-sink.ts'

const DAY = '2026-11-22'
const HOUR_MS = 3_600_000

let world: PublisherWorld
let sink: MemoryEventSink
let context: EventsContext
beforeEach(async () => {
  world = await startPublisherWorld()
  sink = new MemoryEventSink()
  context = eventsContext(world.publisher, { sink })
})
afterEach(() => world.close())

const impressions = async () => (await countersAt(world, `delivery:cmp_main:${DAY}`))['dach:DE:home-hero:impression:1']
const intake = async () => Object.fromEntries((await readIntake(world.publisher.redis, [DAY]))[0]?.counts ?? [])

/** What a message may be that no version of ours sends. */
const strange = (body: unknown) => body as EdgeMessage
const withItems = (...items: unknown[]) => strange({ type: 'events', region: 'dach', items })

describe('what is taken', () => {
  it('each event is a row of the sink with everything that is known of it', async () => {
    const known = { arms: [['pace', 'b']], watchedMs: 900, ttffMs: 120, playback: 1, reserved: true } as const
    expect(await deliver(context, [eventsMessage([eventItem(1, { ...known, event: 'start' })])])).toEqual(['ack'])
    const { decisionId, placementId, ...same } = eventItem(1, { ...known, event: 'start' })
    expect(sink.rows).toEqual([
      {
        ...same,
        eventId: `${decisionId}:0:start`,
        placement: placementId,
        region: 'dach',
        arms: [{ key: 'pace', arm: 'b' }],
        weight: 1,
      },
    ])
  })

  it('an event of an older version is a row too, and says nothing that it did not know', async () => {
    const { receivedAt: _, drawn: __, arms: ___, ...rest } = eventItem(1)
    const { surface: _s, territory: _t, device: _d, reserved: _r, unit: _u, holdout: _h, ...older } = rest
    await deliver(context, [eventsMessage([older])])
    expect(sink.rows).toMatchObject([
      {
        ...{ receivedAt: older.occurredAt, surface: null, territory: null, device: null, unit: null },
        ...{ drawn: false, reserved: false, holdout: false, arms: [], propensity: 0.25, weight: 1 },
      },
    ])
  })

  it('rows of decisions that are not sampled weigh nothing, and count nowhere', async () => {
    const items = Array.from({ length: 200 }, (_, decision) => eventItem(decision))
    await deliver({ ...context, statsRate: 0.1 }, [eventsMessage(items)])
    const sampled = sink.rows.filter(({ weight }) => weight === 10)
    expect(sink.rows).toHaveLength(200)
    expect(sink.rows.filter(({ weight }) => weight === 0)).toHaveLength(200 - sampled.length)
    expect(await countersAt(world, `delivery:cmp_main:${DAY}`)).toEqual({
      'dach:DE:home-hero:impression:10': sampled.length,
    })
    expect(await intake()).toEqual({ accepted: 200, sampled: sampled.length })
  })

  it('an event that is consumed more than 48 hours after it occurred is kept on its day, and counted as late', async () => {
    const at = (age: number) => world.clock.now - age
    const items = [eventItem(1, { occurredAt: at(48 * HOUR_MS) }), eventItem(2, { occurredAt: at(48 * HOUR_MS + 1) })]
    expect(await deliver(context, [eventsMessage(items)])).toEqual(['ack'])
    expect(sink.rows.map(({ occurredAt, weight }) => [occurredAt, weight])).toEqual(
      items.map(({ occurredAt }) => [occurredAt, 1]),
    )
    expect(await countersAt(world, 'delivery:cmp_main:2026-11-20')).toEqual({ 'dach:DE:home-hero:impression:1': 1 })
    expect(await intake()).toEqual({ accepted: 2, sampled: 1, late: 1 })
  })
})

describe('what cannot be believed', () => {
  it.each([
    ['NaN', Number.NaN],
    ['null', null],
    ['missing', undefined],
    ['zero', 0],
    ['above one', 1.01],
    ['a text', '0.5'],
  ])('a propensity that is %s makes a row without one, out of estimates, and is counted', async (_, propensity) => {
    expect(await deliver(context, [withItems({ ...eventItem(1), propensity })])).toEqual(['ack'])
    expect(sink.rows).toMatchObject([{ propensity: null, drawn: false }])
    expect(await impressions()).toBe(1)
    expect(await intake()).toEqual({ accepted: 1, sampled: 1, badPropensity: 1 })
  })

  it.each([
    ['decisionId', 'd1'],
    ['position', -1],
    ['position', 1.5],
    ['event', 'erased'],
    ['event', 'a:b'],
    ['assetId', 'ttl_one'],
    ['campaignId', null],
    ['placementId', 7],
    ['placementId', 'half \ud83d'],
    ['snapshot', '\udc00'],
    ['privacy', 'secret'],
    ['occurredAt', Number.NaN],
    ['occurredAt', 8.64e15],
    ['occurredAt', Date.UTC(2026, 10, 22, 13)],
  ])('an event whose %s is %s is refused by name, and its neighbours are not', async (field, value) => {
    const settled = await deliver(context, [withItems({ ...eventItem(1), [field]: value }, eventItem(2))])
    expect(settled).toEqual(['ack'])
    expect(sink.rows).toHaveLength(1)
    expect(await intake()).toEqual({ [`refused:${field}`]: 1, accepted: 1, sampled: 1 })
  })

  it('what is no event at all is refused as an item', async () => {
    expect(await deliver(context, [withItems(null, 'event', [])])).toEqual(['ack'])
    expect(await intake()).toMatchObject({ 'refused:item': 3 })
  })

  it.each([
    ['surface', 'ceiling'],
    ['territory', 'de'],
    ['device', 'toaster'],
    ['unit', 'viewer-7'],
    ['watchedMs', Number.NaN],
    ['arms', 'all'],
    ['arms', [['half \ud83d', 'a']]],
    ['arms', Array.from({ length: 65 }, () => ['a', 'b'])],
    ['source', 4096],
  ])('a %s that is %s counts as not said, and is counted as doubted', async (field, value) => {
    await deliver(context, [withItems({ ...eventItem(1), [field]: value })])
    expect(sink.rows).toMatchObject([{ [field]: field === 'arms' ? [] : null }])
    expect(await intake()).toEqual({ accepted: 1, sampled: 1, [`doubted:${field}`]: 1 })
  })
})

describe('poison', () => {
  it.each([
    ['nothing', null, 'poison:message'],
    ['a text', 'events', 'poison:message'],
    ['of no known type', { type: 'gossip' }, 'poison:type'],
    ['of no region', { type: 'events', region: 'mars', items: [] }, 'poison:region'],
    ['without items', { type: 'events', region: 'dach', items: { 0: 'x' } }, 'poison:items'],
    ['a cut report', { type: 'telemetry', isolate: 'a', region: 'dach' }, 'poison:sequence'],
    ['a line without an id', { type: 'decision', region: 'dach', at: 1, line: '{}' }, 'poison:decisionId'],
  ])(
    'a message that is %s is kept as dead at once, with its reason, and its neighbours are taken',
    async (_, body, reason) => {
      const settled = await deliver(context, [strange(body), eventsMessage([eventItem(1)])])
      expect(settled).toEqual(['ack', 'ack'])
      const notes = (await world.redis('HGETALL', 'dead:notes')) as string[]
      expect(notes.join(' ')).toContain(reason)
      expect(await impressions()).toBe(1)
      expect(await intake()).toMatchObject({ poison: 1, accepted: 1 })
    },
  )

  it('a message that the store never takes holds up no other of its batch', async () => {
    await world.redis('SET', 'marks:delivery:cmp_bad:dach:DE:home-hero:impression:1', 'no sorted set')
    const bodies = Array.from({ length: 50 }, (_, index) =>
      eventsMessage([eventItem(index, { campaignId: index === 0 || index === 17 ? 'cmp_bad' : 'cmp_main' })]),
    )
    const settled = await deliver(context, bodies)
    expect(settled.flatMap((word, index) => (word === 'ack' ? [] : [index]))).toEqual([0, 17])
    expect(await impressions()).toBe(48)
  })
})

describe('a store or a sink that is away', () => {
  it('messages wait ever longer for their next try: from five seconds to a quarter of an hour', async () => {
    world.door.misbehave(() => 'error-500')
    const waits: string[] = []
    for (let attempts = 1; attempts <= 10; attempts += 1) {
      waits.push(...(await deliver(context, [eventsMessage([eventItem(1)])], attempts)))
    }
    const seconds = [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]
    expect(waits).toEqual(seconds.map((each) => `retry after ${each} s`))
    expect(sink.rows).toEqual([])
    world.door.misbehave(() => null)
    expect(await deliver(context, [eventsMessage([eventItem(1)])], 11)).toEqual(['ack'])
    expect([await impressions(), sink.rows.length, await intake()]).toEqual([
      1,
      1,
      { accepted: 1, sampled: 1, retried: 10 },
    ])
  })

  it('a store that gives no answer is asked a few times in a batch, not for each message', async () => {
    world.door.misbehave(() => 'error-500')
    const bodies = Array.from({ length: 50 }, (_, index) => eventsMessage([eventItem(index)]))
    expect(new Set(await deliver(context, bodies))).toEqual(new Set(['retry after 5 s']))
    expect(world.door.requests()).toBeLessThanOrEqual(4)
  })

  it('a sink that is down keeps messages on the queue, and what was counted meanwhile counts once', async () => {
    sink.before = () => Promise.reject(new Error('the pipeline is away'))
    const bodies = Array.from({ length: 20 }, (_, index) => eventsMessage([eventItem(index)]))
    expect(new Set(await deliver(context, bodies))).toEqual(new Set(['retry after 5 s']))
    expect(sink.calls).toBeLessThanOrEqual(11)
    sink.before = () => undefined
    expect(new Set(await deliver(context, bodies, 2))).toEqual(new Set(['ack']))
    expect(await impressions()).toBe(20)
    expect(new Set(sink.rows.map(({ eventId }) => eventId)).size).toBe(20)
  })

  it('a message is settled only after the sink has its rows', async () => {
    let resolve: () => void = () => undefined
    sink.before = () => new Promise<void>((done) => (resolve = done))
    const delivered = deliver(context, [eventsMessage([eventItem(1)])])
    let settled = false
    void delivered.then(() => (settled = true))
    await expect.poll(() => sink.calls).toBe(1)
    expect(settled).toBe(false)
    resolve()
    expect(await delivered).toEqual(['ack'])
  })

  it('the numbers of the intake are worth no second try', async () => {
    world.door.misbehave((_, __, body) => (body.includes('events:intake') ? 'error-500' : null))
    expect(await deliver(context, [eventsMessage([eventItem(1)])])).toEqual(['ack'])
    expect(await impressions()).toBe(1)
  })
})
