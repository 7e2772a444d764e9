import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EdgeMessage } from '../../../src/model/messages/queue-message.ts'
import { deployedEvents } from '../../../src/publisher/queue/deployed-events.ts'
import type { EventsContext } from '../../../src/publisher/queue/events-context.ts'
import { messageConsumer } from '../../../src/publisher/queue/message-consumers.ts'
import { readWatermark } from '../../../src/schedule/reports/counters/watermark.ts'
import { deadTotals } from '../../../src/schedule/reports/dead-messages.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { deliver, eventsContext } from './deliver.ts'
import { decisionIdOf, eventItem, eventsMessage } from './device-events.ts'
import { MemoryEventSink } from './memory-event-sink.ts'

const HOUR_MS = 3_600_000

let world: PublisherWorld
let sink: MemoryEventSink
let context: EventsContext
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  sink = new MemoryEventSink()
  context = eventsContext(world.publisher, { sink })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const strange = (body: object) => body as EdgeMessage
const report = (more: object = {}) =>
  strange({
    ...{ type: 'telemetry', isolate: 'a', region: 'dach', at: world.clock.now, sequence: 7, snapshot: 'aa' },
    ...{ rung: 'fresh', counts: { decisions: 3, noDecisions: 0, fallbacks: 0 }, rejects: {}, refusal: null },
    ...more,
  })
const decision = (more: object = {}) =>
  strange({ type: 'decision', decisionId: decisionIdOf(1), region: 'dach', at: world.clock.now, line: '{}', ...more })
const stored = async (key: string, field: string) => String(await world.redis('HGET', key, field))
const quarter = () => Math.floor(world.clock.now / (15 * 60_000))

describe('clocks that are ahead', () => {
  it('an event that was received in the future moves no watermark, and is taken without that time', async () => {
    const receivedAt = world.clock.now + 11 * 60_000
    const item = { ...eventItem(1), receivedAt }
    expect(await deliver(context, [eventsMessage([item, eventItem(2)])])).toEqual(['ack'])
    expect(sink.rows.map((row) => row.receivedAt)).toEqual([item.occurredAt, item.occurredAt + 1_000])
    expect(await readWatermark(world.publisher.redis)).toBe(item.occurredAt + 1_000)
  })

  it('a line of the decision log that was decided in the future is kept no longer than any other', async () => {
    expect(await deliver(context, [decision({ at: world.clock.now + 900 * HOUR_MS })])).toEqual(['ack'])
    world.clock.now += 48 * HOUR_MS + 1_000
    expect(await world.redis('EXISTS', `decision:${decisionIdOf(1)}`)).toBe(0)
  })

  it('an isolate whose clock is ahead was first seen to serve a snapshot no later than now', async () => {
    await deliver(context, [report({ at: world.clock.now + HOUR_MS })])
    expect(await world.redis('ZSCORE', 'sightings:dach', '7')).toBe(String(world.clock.now))
  })

  it.each([
    ['a report', () => report({ at: 8.64e15 })],
    ['a line of the decision log', () => decision({ at: 8.64e15 })],
  ])(
    'a message that is %s of an instant without a day is dead at once, and holds up no other',
    async (_name, hostile) => {
      expect(await deliver(context, [hostile(), report({ isolate: 'b' })])).toEqual(['ack', 'ack'])
      expect(await deadTotals(world.publisher.redis)).toMatchObject({ total: 1 })
      expect(await stored(`seen:dach:${quarter()}`, 'b')).toContain('"isolate":"b"')
    },
  )
})

describe('what is too large', () => {
  it('first sightings of sequences are kept for the last 500 only, and the first one counts', async () => {
    const seen = Array.from({ length: 500 }, (_, index) => [String(world.clock.now - 500 + index), String(index + 1)])
    await world.redis('ZADD', 'sightings:dach', ...seen.flat())
    await deliver(context, [report({ sequence: 501 }), report({ sequence: 300 })])
    expect(await world.redis('ZRANGE', 'sightings:dach', '0', '0')).toEqual(['2'])
    expect(await world.redis('ZCARD', 'sightings:dach')).toBe(500)
    expect(await world.redis('ZSCORE', 'sightings:dach', '300')).toBe(String(world.clock.now - 201))
  })

  it('a report that says too much is kept in bounds', async () => {
    const rejects = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, index) => [`${'x'.repeat(90)}${index}`, index]),
    )
    const answers = { decisions: 1, empty: 0, fallbacks: 0, errors: 0, more: 'x'.repeat(9_000) }
    const canary = { startedAs: 3, counts: { control: answers, canary: answers }, refusal: 'x'.repeat(9_000) }
    const hostile = report({ rejects, refusal: 'x'.repeat(9_000), canary, more: 'x'.repeat(90_000) })
    expect(await deliver(context, [hostile])).toEqual(['ack'])
    const text = await stored(`seen:dach:${quarter()}`, 'a')
    expect(text.length).toBeLessThan(8_000)
    expect(JSON.parse(text)).toMatchObject({ sequence: 7, canary: { startedAs: 3, counts: { canary: { errors: 0 } } } })
    const status = await world.ops('GET', '/regions/dach')
    expect([status.status, (await status.json()) as object]).toMatchObject([200, { seen: [{ isolate: 'a' }] }])
  })

  it('a report of more placements than an isolate can count is refused, and the sums stay exact', async () => {
    const hour = world.clock.now - (world.clock.now % HOUR_MS)
    const cell = (asked: number) => ({ territory: 'DE', surface: 'home-hero', asked, answered: asked, empty: {} })
    const supply = (number: number, asked: number) => [{ hour, series: 0, number, cells: [cell(asked)] }]
    const hostile = report({ supply: supply(2, Number.MAX_SAFE_INTEGER) })
    expect(await deliver(context, [report({ supply: supply(1, 5) }), hostile])).toEqual(['ack', 'ack'])
    const answer = (await (await world.ops('GET', '/supply?territory=DE')).json()) as {
      refused: object
      buckets: { asked: number }[]
    }
    expect(answer.refused).toEqual({ malformed: 1 })
    expect(answer.buckets.map(({ asked }) => asked).filter((asked) => asked > 0)).toEqual([5])
  })
})

describe('messages that cannot be taken', () => {
  const bad = (index: number) => eventsMessage([eventItem(index, { campaignId: 'cmp_bad' })])
  const good = (index: number) => eventsMessage([eventItem(index)])

  it.each([
    ['of a hundred, the first', 100, [0]],
    ['of a hundred, the last three', 100, [97, 98, 99]],
    ['three neighbours', 50, [0, 1, 2]],
    ['every fifth', 50, [0, 5, 10, 15, 20, 25, 30, 35, 40, 45]],
  ])('messages that the store never takes hold up no other of their batch: %s', async (_name, many, wrong) => {
    await world.redis('SET', 'marks:delivery:cmp_bad:dach:DE:home-hero:impression:1', 'no sorted set')
    const bodies = Array.from({ length: many }, (_, index) => (wrong.includes(index) ? bad(index) : good(index)))
    const settled = await deliver(context, bodies)
    expect(settled.flatMap((word, index) => (word === 'ack' ? [] : [index]))).toEqual(wrong)
  })

  it('a message that is nested too deeply to be written is dead all the same, and holds up no other', async () => {
    const nested = JSON.parse(`${'['.repeat(60_000)}${']'.repeat(60_000)}`) as object
    expect(await deliver(context, [nested as EdgeMessage, strange({ type: 'gossip' }), good(1)])).toEqual(
      Array.from({ length: 3 }, () => 'ack'),
    )
    expect(await deadTotals(world.publisher.redis)).toMatchObject({ total: 2 })
  })

  it('a sink that is away holds up events, and no report, no line, and nothing that is dead', async () => {
    sink.before = () => Promise.reject(new Error('the pipeline is away'))
    const events = Array.from({ length: 30 }, (_, index) => good(index))
    const settled = await deliver(context, [...events, report(), decision(), strange({ type: 'gossip' })])
    expect(new Set(settled.slice(0, 30))).toEqual(new Set(['retry after 5 s']))
    expect(settled.slice(30)).toEqual(['ack', 'ack', 'ack'])
  })
})

describe('a STATS_RATE that cannot be read', () => {
  const delivered = async (queue: string, bodies: readonly object[], rate: string) => {
    const settled = bodies.map(() => 'left')
    const messages = bodies.map((body, index) => ({
      ...{ id: `q${index}`, timestamp: new Date(world.clock.now), attempts: 3, body },
      ack: () => {
        settled[index] = 'ack'
      },
      retry: ({ delaySeconds = 0 } = {}) => {
        settled[index] = `retry after ${delaySeconds} s`
      },
    }))
    const deployed = deployedEvents({ ANALYTICS: sink, STATS_RATE: rate }, world.publisher)
    await messageConsumer(queue)?.(deployed, { queue, messages })
    return settled
  }

  it.each(['0.3', '', 'half', '2'])(
    'events wait while the rate is "%s", until it is mended, and nothing else does',
    async (rate) => {
      const bodies = [eventsMessage([eventItem(1)]), report(), decision()]
      expect(await delivered('firstframe-events', bodies, rate)).toEqual(['retry after 20 s', 'ack', 'ack'])
      expect(JSON.stringify(vi.mocked(console.error).mock.calls)).toContain('STATS_RATE is')
      expect(await delivered('firstframe-events', bodies, '0.5')).toEqual(['ack', 'ack', 'ack'])
      expect(sink.rows).toHaveLength(1)
    },
  )

  it('what died meanwhile is kept', async () => {
    const dead = [eventsMessage([eventItem(1)])]
    expect(await delivered('firstframe-events-dead', dead, 'half')).toEqual(['ack'])
    expect(await deadTotals(world.publisher.redis)).toMatchObject({ total: 1 })
  })
})
