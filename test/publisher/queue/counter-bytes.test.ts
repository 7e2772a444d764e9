import { Redis } from 'ioredis'
import { afterEach, describe, expect, it } from 'vitest'
import { openStore } from '../../../src/dev/store/open-store.ts'
import type { DeviceEventItem } from '../../../src/model/messages/queue-message.ts'
import { redisServerExists, startLocalRedis } from '../../dev/store/local-redis.ts'
import { deliver } from './deliver.ts'
import { decisionIdOf, eventItem, eventsMessage } from './device-events.ts'
import { type EventsWorld, startEventsWorld } from './events-world.ts'

const HOUR_MS = 3_600_000
const RATE = 0.05

let world: EventsWorld | null = null
afterEach(() => world?.close())

const isSampled = (decision: number) => Number.parseInt(decisionIdOf(decision).slice(0, 8), 16) < RATE * 2 ** 32

/** Each decision has a viewer of its own. */
const unitOf = (decision: number) => decisionIdOf(decision).slice(16)

/** What a viewer does of each of these decisions: seen, started, and, of every tenth, watched. */
function events(from: number, decisions: number, occurredAt: number): DeviceEventItem[] {
  return Array.from({ length: decisions }, (_, index) => from + index).flatMap((decision) => [
    eventItem(decision, { occurredAt, unit: unitOf(decision) }),
    eventItem(decision, { occurredAt, unit: unitOf(decision), event: 'start' }),
    ...(decision % 10 === 0 ? [eventItem(decision, { occurredAt, unit: unitOf(decision), event: 'watch' })] : []),
  ])
}

/** In beacons of 50 events, in batches of 50 beacons; every message is taken. */
async function consume(to: EventsWorld, items: readonly DeviceEventItem[], statsRate = RATE): Promise<void> {
  for (let from = 0; from < items.length; from += 2_500) {
    const batch = items.slice(from, from + 2_500)
    const beacons = Array.from({ length: Math.ceil(batch.length / 50) }, (_, index) =>
      eventsMessage(batch.slice(index * 50, index * 50 + 50)),
    )
    expect(new Set(await deliver({ ...to.context, statsRate }, beacons))).toEqual(new Set(['ack']))
  }
}

const marksIn = (from: EventsWorld): number =>
  [...from.sizes()].reduce((sum, [key, size]) => sum + (key.startsWith('marks:') ? size : 0), 0)

describe('what the store holds', () => {
  it('marks in the store are those of the sampled decisions of the last days, however long traffic goes on', async () => {
    world = await startEventsWorld()
    const [perHour, hours] = [40, 24 * 8]
    const held: number[] = []
    for (let hour = 0; hour < hours; hour += 1) {
      await consume(world, events(hour * perHour, perHour, world.clock.now))
      world.clock.now += HOUR_MS
      held.push(marksIn(world))
    }
    // Of each sampled decision: two marks of its impression, four of its start, and maybe one of what it led to.
    for (const hour of [100, 130, hours - 1]) {
      const first = Math.max(0, hour - 73) * perHour
      const sampled = Array.from({ length: (hour + 1) * perHour - first }, (_, index) => first + index).filter(
        isSampled,
      )
      expect(held[hour]).toBeLessThanOrEqual(7 * sampled.length)
      expect(held[hour]).toBeGreaterThanOrEqual(6 * sampled.length * (49 / 74) * 0.8)
    }
    world.clock.now += 73 * HOUR_MS
    await consume(world, events(0, 1, world.clock.now), 1)
    expect(marksIn(world)).toBeLessThanOrEqual(7)
  })

  it('a flood of 100,000 events of one unit leaves one mark in its asset, and is taken to its end', async () => {
    world = await startEventsWorld()
    const flood = Array.from({ length: 100_000 }, (_, decision) => eventItem(decision, { unit: 'feedfacefeedface' }))
    await consume(world, flood)
    const sampled = flood.filter((_, decision) => isSampled(decision)).length
    expect(marksIn(world)).toBe(sampled + 1)
    expect(world.sizes().size).toBeLessThan(16)
    expect(world.sink.rows).toHaveLength(100_000)
  })

  it('20,000 reports of one event leave one mark in each counter', async () => {
    world = await startEventsWorld()
    await consume(
      world,
      Array.from({ length: 20_000 }, () => eventItem(1)),
      1,
    )
    expect(marksIn(world)).toBe(2)
  })
})

describe.skipIf(!redisServerExists())('a real Redis', () => {
  it('the bytes of a real Redis grow with sampled decisions, and not with the others or with repeats', async () => {
    const server = await startLocalRedis()
    const asked = new Redis(server.url)
    const bytes = async () => Number(/used_memory:(\d+)/.exec(await asked.info('memory'))?.[1])
    world = await startEventsWorld(5_000, await openStore({ directory: null, redisUrl: server.url }))
    const { now } = world.clock
    const grown: number[] = []
    const step = async (items: readonly DeviceEventItem[], rate: number) => {
      const before = await bytes()
      await consume(world as EventsWorld, items, rate)
      grown.push((await bytes()) - before)
    }
    // The first fill makes what there is once: keys, connections, buffers.
    await step(events(0, 1_000, now), 1)
    await step(events(10_000, 4_000, now), 1)
    await step(events(20_000, 8_000, now), 1)
    await step(events(20_000, 8_000, now), 1)
    await step(events(40_000, 8_000, now), 0.0001)
    const [, once = 0, twice = 0, repeats = 0, others = 0] = grown
    asked.disconnect()
    await world.close()
    world = null
    await server.stop()
    expect(twice / once).toBeGreaterThan(1.4)
    expect(twice / once).toBeLessThan(2.8)
    expect(repeats).toBeLessThan(once / 10)
    expect(others).toBeLessThan(once / 10)
  })
})
