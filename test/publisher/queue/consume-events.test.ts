import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeviceEventItem, EdgeMessage, TelemetryMessage } from '../../../src/model/messages/queue-message.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { deliver as deliverTo, eventsContext } from './deliver.ts'

const DAY = '2026-11-22'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
})
afterEach(() => world.close())

function item(decision: number, more: Partial<DeviceEventItem> = {}): DeviceEventItem {
  return {
    decisionId: `d${decision}`,
    position: 0,
    event: 'impression',
    assetId: 'ast_one',
    campaignId: 'cmp_main',
    placementId: 'home-hero',
    snapshot: 'aa',
    sequence: 1,
    propensity: 1,
    sticky: false,
    privacy: 'contextual',
    occurredAt: Date.parse(`${DAY}T12:00:00Z`),
    watchedMs: null,
    ttffMs: null,
    ...more,
  }
}

const events = (...items: DeviceEventItem[]): EdgeMessage => ({ type: 'events', region: 'dach', items })

function telemetry(isolate: string, at: number): TelemetryMessage {
  const counts = { decisions: 3, noDecisions: 0, fallbacks: 0 }
  const what = { sequence: 7, snapshot: 'aa', rung: 'fresh', rejects: {}, refusal: null } as const
  return { type: 'telemetry', isolate, region: 'dach', at, counts, ...what }
}

const deliver = (...bodies: EdgeMessage[]) => deliverTo(eventsContext(world.publisher), bodies)

async function counted(day = DAY): Promise<Record<string, string>> {
  const flat = (await world.redis('HGETALL', `stats:dach:${day}`)) as string[]
  return Object.fromEntries(flat.flatMap((word, index) => (index % 2 === 0 ? [[word, flat[index + 1] ?? '']] : [])))
}

const dayAfter = (instant: number, days: number): string =>
  new Date(instant + days * 86_400_000).toISOString().slice(0, 10)

describe('impressions', () => {
  it('impressions are counted per asset and day, and nothing else is', async () => {
    const settled = await deliver(
      events(item(1), item(2), item(3, { assetId: 'ast_two' }), item(4, { event: 'start' })),
      events(item(5, { occurredAt: Date.parse('2026-11-23T00:00:00Z') })),
    )
    expect(settled).toEqual(['ack', 'ack'])
    expect(await counted()).toEqual({ 'impressions:ast_one': '2', 'impressions:ast_two': '1' })
    expect(await counted('2026-11-23')).toEqual({ 'impressions:ast_one': '1' })
  })

  it('an impression counts once, on the day that its first report says, whatever time later ones say', async () => {
    const decidedAt = Date.parse('2026-11-16T12:00:00Z')
    const agesDays = [3, 0, 1, 2, 4, 5, 6]
    for (const age of agesDays) {
      const occurredAt = decidedAt + (6 - age) * 86_400_000
      world.clock.now = decidedAt + 6 * 86_400_000
      expect(await deliver(events(item(1, { occurredAt }), item(1, { occurredAt: occurredAt + 1 })))).toEqual(['ack'])
    }
    const days = await Promise.all(agesDays.map((age) => counted(dayAfter(decidedAt, 6 - age))))
    expect(days).toEqual([{ 'impressions:ast_one': '1' }, {}, {}, {}, {}, {}, {}])
  })

  it('impressions are forgotten once no token and no queue can bring them again, and the count stays', async () => {
    const first = Date.parse(`${DAY}T00:00:00Z`)
    await deliver(events(item(1, { occurredAt: first }), item(2, { occurredAt: first + 86_399_999 })))
    world.clock.now = first + 14 * 86_400_000
    await deliver(events(item(3, { occurredAt: world.clock.now }), item(2, { occurredAt: first + 86_399_999 })))
    expect(await counted()).toEqual({ 'impressions:ast_one': '2' })
    expect(await world.redis('ZRANGE', 'impressions:dach:ast_one', '0', '-1')).toEqual(['d3:0'])
  })

  it('impressions of two positions of one decision are two', async () => {
    await deliver(events(item(1), item(1, { position: 1 })))
    expect(await counted()).toEqual({ 'impressions:ast_one': '2' })
  })

  it('impressions come to the same count however they are repeated, reordered and split into batches', async () => {
    const impressions = fc.array(
      fc.record({ decision: fc.nat(6), position: fc.nat(2), asset: fc.constantFrom('ast_one', 'ast_two') }),
      { minLength: 1, maxLength: 12 },
    )
    const delivery = fc.record({ impressions, seeds: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }) })
    let run = 0
    await fc.assert(
      fc.asyncProperty(delivery, async ({ impressions: sent, seeds }) => {
        run += 1
        const occurredAt = Date.UTC(2027, 0, run)
        world.clock.now = occurredAt + 3_600_000
        const items = sent.map(({ decision, position, asset }) =>
          item(run * 10 + decision, { position, assetId: asset, occurredAt }),
        )
        const twice = [...items, ...items].map((each, index) => ({ each, order: seeds[index] ?? 0 }))
        const shuffled = twice.sort((a, b) => a.order - b.order)
        for (let from = 0; from < shuffled.length; ) {
          const size = 1 + ((shuffled[from]?.order ?? 0) % 4)
          await deliver(...shuffled.slice(from, from + size).map(({ each }) => events(each)))
          from += size
        }
        const unique = new Map<string, Set<string>>()
        for (const { assetId, decisionId, position } of items) {
          const key = `impressions:${assetId}`
          unique.set(key, (unique.get(key) ?? new Set()).add(`${decisionId}:${position}`))
        }
        expect(await counted(new Date(occurredAt).toISOString().slice(0, 10))).toEqual(
          Object.fromEntries([...unique].map(([key, members]) => [key, String(members.size)])),
        )
      }),
      { numRuns: 25 },
    )
  })

  it('impressions of batches that are worked on at the same time are all counted', async () => {
    // The first batch counts, and writes its count only after the second has written a higher one.
    const { redis } = world.publisher
    const multi = redis.multi.bind(redis)
    let transactions = 0
    redis.multi = () => {
      const queue = multi()
      const exec = queue.exec.bind(queue)
      const number = ++transactions
      // Our own stand-in hands on whatever it was given.
      queue.exec = (async (options: { keepErrors: true }) => {
        if (number === 2) await deliver(events(item(2), item(3)))
        return exec(options)
      }) as typeof queue.exec
      return queue
    }
    await deliver(events(item(1)))
    expect(await counted()).toEqual({ 'impressions:ast_one': '3' })
  })

  it('impressions that the store does not take are tried again, and then count once', async () => {
    world.door.misbehave((request) => (request === 3 ? 'lost' : null))
    expect(await deliver(events(item(1)))).toEqual(['retry'])
    world.door.misbehave(() => null)
    expect(await deliver(events(item(1)))).toEqual(['ack'])
    expect(await counted()).toEqual({ 'impressions:ast_one': '1' })
  })

  it('impressions in one message that fails hold up no other message', async () => {
    world.door.misbehave((request) => (request === 1 ? 'error-500' : null))
    expect(await deliver(events(item(1)), events(item(2)))).toEqual(['retry', 'ack'])
  })

  it('impressions without a day are tried again and end in the dead letters, never in a wrong count', async () => {
    expect(await deliver(events(item(1, { occurredAt: Number.NaN })))).toEqual(['retry'])
    expect(await counted()).toEqual({})
  })
})

it('telemetry shows in the status what each isolate last served, newest first, without the quiet ones', async () => {
  const now = world.clock.now
  await deliver(telemetry('old', now - 20 * 60_000), telemetry('a', now - 5_000), telemetry('b', now - 1_000))
  await deliver(telemetry('a', now))
  const status = (await (await world.ops('GET', '/regions/dach')).json()) as { seen: TelemetryMessage[] }
  expect(status.seen.map(({ isolate, at }) => [isolate, at])).toEqual([
    ['a', now],
    ['b', now - 1_000],
  ])
  expect(status.seen[0]).toMatchObject({ rung: 'fresh', sequence: 7, counts: { decisions: 3 } })
})
