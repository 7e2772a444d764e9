import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TelemetryMessage } from '../../../src/model/messages/queue-message.ts'
import type { EventsContext } from '../../../src/publisher/queue/events-context.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { deliver, eventsContext } from './deliver.ts'

const HOUR_MS = 3_600_000

let world: PublisherWorld
let context: EventsContext
beforeEach(async () => {
  world = await startPublisherWorld()
  context = eventsContext(world.publisher)
})
afterEach(() => world.close())

describe('reports of isolates', () => {
  const report = (isolate: string, at: number): TelemetryMessage => ({
    ...{ type: 'telemetry', isolate, region: 'dach', at, sequence: 7, snapshot: 'aa', rung: 'fresh' },
    ...{ counts: { decisions: 3, noDecisions: 0, fallbacks: 0 }, rejects: {}, refusal: null },
  })
  const seen = async () => {
    const status = (await (await world.ops('GET', '/regions/dach')).json()) as { seen: TelemetryMessage[] }
    return status.seen.map(({ isolate, at }) => [isolate, at])
  }

  it('telemetry shows in the status what each isolate last served, newest first, without the quiet ones', async () => {
    const now = world.clock.now
    await deliver(context, [report('old', now - 20 * 60_000), report('a', now - 5_000), report('b', now - 1_000)])
    await deliver(context, [report('a', now)])
    expect(await seen()).toEqual([
      ['a', now],
      ['b', now - 1_000],
    ])
  })

  it('the status tells when the takedown list was signed that an isolate applies, where its report says so', async () => {
    const now = world.clock.now
    await deliver(context, [{ ...report('a', now), listSignedAt: now - 3_000 }, report('older-version', now - 1)])
    const status = (await (await world.ops('GET', '/regions/dach')).json()) as { seen: TelemetryMessage[] }
    expect(status.seen.map(({ listSignedAt }) => listSignedAt)).toEqual([now - 3_000, undefined])
  })

  it('isolates that are gone leave the store, however many they were', async () => {
    const keys = async () => {
      const [, found] = (await world.redis('SCAN', '0', 'MATCH', 'seen:*', 'COUNT', '10000')) as [string, string[]]
      return (await Promise.all(found.map((key) => world.redis('HLEN', key) as Promise<number>))).reduce(
        (a, b) => a + b,
        0,
      )
    }
    let most = 0
    for (let hour = 0; hour < 4; hour += 1) {
      for (let quarter = 0; quarter < 4; quarter += 1) {
        const reports = Array.from({ length: 250 }, (_, index) =>
          report(`i${hour}-${quarter}-${index}`, world.clock.now),
        )
        await deliver(context, reports)
        most = Math.max(most, await keys())
        world.clock.now += 15 * 60_000
      }
    }
    expect(most).toBeLessThanOrEqual(750)
    expect(await seen()).toEqual([])
    world.clock.now += HOUR_MS
    expect(await keys()).toBe(0)
  })
})
