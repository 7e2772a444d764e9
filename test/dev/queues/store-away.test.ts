import { afterEach, beforeEach, expect, inject, it, vi } from 'vitest'
import { LocalQueue, type QueuedMessage, type TryAgain } from '../../../src/dev/stack/queues/local-queue.ts'
import { queueTerms } from '../../../src/dev/stack/queues/queue-terms.ts'
import { messageConsumer } from '../../../src/publisher/queue/message-consumers.ts'
import { counted, impression, QUEUE } from '../../publisher/dead/dead-world.ts'
import { type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { eventsContext } from '../../publisher/queue/deliver.ts'
import { MemoryEventSink } from '../../publisher/queue/memory-event-sink.ts'
import { HandClock } from './hand-clock.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DEAD = `${QUEUE}-dead`

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => world.close())

/** Both queues of events on the terms of `wrangler.toml`, their consumers, and a clock that the store goes by too. */
function queuesOf(clock: HandClock, sink: MemoryEventSink) {
  const bundles = inject('workerBundles')
  if ('problem' in bundles) throw new Error(bundles.problem)
  const context = { ...world.publisher, ...eventsContext(world.publisher, { sink }) }
  let working = 0
  const consumerOf = (name: string) => async (batch: readonly QueuedMessage<unknown>[]) => {
    world.clock.now = clock.now()
    working++
    const again: TryAgain[] = []
    const messages = batch.map((message) => ({
      ...{ ...message, ack: () => undefined },
      retry: (options?: { readonly delaySeconds?: number }) => {
        const seconds = options?.delaySeconds
        again.push({ id: message.id, delayMs: seconds === undefined ? null : seconds * 1000 })
      },
    }))
    await messageConsumer(name)?.(context, { queue: name, messages })
    working--
    return again
  }
  const buried: QueuedMessage<unknown>[] = []
  const { settings } = bundles.publisher
  const dead = new LocalQueue(queueTerms(settings, DEAD), consumerOf(DEAD), { clock })
  const bury = (some: readonly QueuedMessage<unknown>[]) => {
    buried.push(...some)
    dead.resume(some.map((message) => ({ ...message, attempts: 1 })))
  }
  const events = new LocalQueue(queueTerms(settings, QUEUE), consumerOf(QUEUE), { clock, bury })
  const rest = async () => {
    do await new Promise((resolve) => setImmediate(resolve))
    while (working > 0)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { events, dead, buried, pass: (durationMs: number) => clock.pass(durationMs, rest) }
}

it.each(['error-500', 'lost'] as const)(
  'a store that is away for an hour (%s), and then back, costs nothing: no message dies, and each event counts once',
  async (fault) => {
    const clock = new HandClock(world.clock.now)
    const sink = new MemoryEventSink()
    const { events, buried, pass } = queuesOf(clock, sink)
    const at = clock.now()
    world.door.misbehave(() => fault)
    for (let minute = 0; minute < 60; minute++) {
      events.add([impression(2 * minute, at), impression(2 * minute + 1, at)])
      await pass(MINUTE_MS)
    }
    world.door.misbehave(() => null)
    await pass(HOUR_MS)
    expect(buried).toEqual([])
    expect(events.lost).toBe(0)
    world.clock.now = at
    expect(await counted(world)).toBe(120)
    expect(new Set(sink.rows.map(({ eventId }) => eventId)).size).toBe(120)
  },
)

it('what died because the store was away for days is kept once it is back, and counts when it is sent again', async () => {
  const clock = new HandClock(world.clock.now)
  const { events, buried, dead, pass } = queuesOf(clock, new MemoryEventSink())
  const at = clock.now()
  world.door.misbehave(() => 'error-500')
  events.add([impression(1, at), impression(2, at)])
  await pass(3 * 24 * HOUR_MS)
  expect(buried.length).toBe(2)
  world.door.misbehave(() => null)
  await pass(12 * HOUR_MS)
  expect(dead.lost).toBe(0)
  expect(Number(await world.redis('ZCARD', 'dead'))).toBe(2)
  Object.assign(world.environment, { ANALYTICS: { send: async () => undefined } })
  const answer = await world.ops('POST', '/events/dead/retry', { all: true })
  expect(await answer.json()).toMatchObject({ messages: [{ outcome: 'taken' }, { outcome: 'taken' }], left: 0 })
})

it('a batch that is cut in the middle is tried again, and each of its events counts once', async () => {
  const clock = new HandClock(world.clock.now)
  const sink = new MemoryEventSink()
  const { events, buried, pass } = queuesOf(clock, sink)
  const at = clock.now()
  world.door.misbehave((request) => (request % 3 === 2 ? 'cut' : null))
  events.add(Array.from({ length: 50 }, (_, decision) => impression(decision, at)))
  await pass(10 * MINUTE_MS)
  world.door.misbehave(() => null)
  await pass(HOUR_MS)
  world.clock.now = at
  expect([await counted(world), buried.length]).toEqual([50, 0])
  expect(new Set(sink.rows.map(({ eventId }) => eventId)).size).toBe(50)
})
