import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RegionHealthAnswer } from '../../../src/contracts/ops/answers/history/health.ts'
import { openStore } from '../../../src/dev/store/open-store.ts'
import type { TelemetryMessage } from '../../../src/model/messages/queue-message.ts'
import { createPublisherApp } from '../../../src/publisher/app.ts'
import type { PublisherContext } from '../../../src/publisher/publisher-context.ts'
import { foldHealth } from '../../../src/schedule/health/fold-health.ts'
import { connectSchedule } from '../../../src/schedule/store/connect.ts'
import { redisServerExists, startLocalRedis } from '../../dev/store/local-redis.ts'
import { startFaultyDoor } from '../../schedule/faulty-door.ts'
import { heldToContract } from '../held-to-contract.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { deliver, eventsContext } from '../queue/deliver.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** A full hour of today: a real Redis forgets by its own clock. */
const NOON = Date.now() - (Date.now() % HOUR_MS)

let world: PublisherWorld
/** The publisher of the world, whose store may be another one. */
let publisher: PublisherContext
beforeAll(async () => {
  world = await startPublisherWorld()
})
afterAll(() => world.close())
beforeEach(() => {
  publisher = world.publisher
  world.clock.now = NOON
})

function report(isolate: string, at: number, more: Partial<TelemetryMessage> = {}): TelemetryMessage {
  const what = { sequence: 1, snapshot: 's', rung: 'fresh', rejects: {}, refusal: null } as const
  const counts = { decisions: 10, noDecisions: 0, fallbacks: 0 }
  return { type: 'telemetry', isolate, region: 'dach', at, counts, ...what, ...more }
}

const send = async (...messages: readonly TelemetryMessage[]) =>
  expect(new Set(await deliver(eventsContext(publisher), messages))).toEqual(new Set(['ack']))
const fold = () => foldHealth(publisher.redis, world.clock.now)

async function ask(path: string): Promise<Response> {
  const app = createPublisherApp(() => publisher)
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  return heldToContract('GET', path, await app.request(`/ops/v1${path}`, { headers }, world.environment))
}

async function health(region: string, query = ''): Promise<RegionHealthAnswer> {
  const response = await ask(`/regions/${region}/health${query}`)
  expect(response.status).toBe(200)
  return (await response.json()) as RegionHealthAnswer
}

const sinceNoon = (more = '') => `?from=${new Date(NOON).toISOString()}${more}`
const decisionsOf = ({ buckets }: RegionHealthAnswer) => buckets.map(({ decisions }) => decisions)

/** What a history must hold whatever the store is. */
function keepsHistory() {
  it('a report counts once, however often and late it comes, before and after its minutes are added up', async () => {
    const first = report('a', NOON + MINUTE_MS, { rungs: { fresh: 6, baseline: 4 } })
    const second = report('a', NOON + 2 * MINUTE_MS)
    const other = report('b', NOON + MINUTE_MS, { rung: 'stale' })
    world.clock.now = NOON + 4 * MINUTE_MS
    await send(first, second, first)
    await send(other, second)
    world.clock.now = NOON + 8 * MINUTE_MS
    expect(await fold()).toBe(1)
    await send(first, report('c', NOON + 3 * MINUTE_MS))
    const wanted = [{ decisions: 40, isolates: 3, rungs: { fresh: 26, stale: 10, cached: 0, baseline: 4 } }]
    expect((await health('dach', sinceNoon())).buckets.slice(0, 1)).toMatchObject(wanted)
    await fold()
    await send(second, other, first)
    await fold()
    expect((await health('dach', sinceNoon())).buckets.slice(0, 1)).toMatchObject(wanted)
  })

  it('five minutes in which nobody reported are null, and never zero', async () => {
    world.clock.now = NOON + 21 * MINUTE_MS
    const idle = { counts: { decisions: 0, noDecisions: 0, fallbacks: 0 } }
    await send(report('a', NOON + MINUTE_MS, { region: 'fr' }))
    await send(report('a', NOON + 11 * MINUTE_MS, { region: 'fr', ...idle }))
    const found = await health('fr', sinceNoon())
    expect(decisionsOf(found)).toEqual([10, null, 0, null, null])
    expect(found.buckets[1]).toEqual({
      at: new Date(NOON + 5 * MINUTE_MS).toISOString(),
      ...{ decisions: null, empty: null, rungs: null, reasons: null, refusals: null, isolates: null },
    })
  })

  it('an hour adds up its minutes, and counts the most isolates and refusals at once', async () => {
    world.clock.now = NOON + 59 * MINUTE_MS
    const short = { counts: { decisions: 10, noDecisions: 3, fallbacks: 0 }, rejects: { maturity: 2, clock: 1 } }
    const refusing = { region: 'br', refusal: 'hash' } as const
    await send(report('a', NOON + MINUTE_MS, { ...refusing, ...short }), report('b', NOON + MINUTE_MS, refusing))
    await send(report('a', NOON + 31 * MINUTE_MS, { ...refusing, ...short }))
    // It accepted what it had refused before.
    await send(report('a', NOON + 32 * MINUTE_MS, { region: 'br' }))
    const { step, buckets } = await health('br', sinceNoon('&step=3600'))
    expect([step, buckets]).toEqual([
      3600,
      [
        {
          ...{ at: new Date(NOON).toISOString(), decisions: 40, empty: 6, isolates: 2 },
          rungs: { fresh: 40, stale: 0, cached: 0, baseline: 0 },
          ...{ reasons: { maturity: 4, clock: 2 }, refusals: { hash: 2 } },
        },
      ],
    ])
  })
}

describe('the embedded store', () => {
  keepsHistory()

  it('what isolates report lapses after three hours, and what it comes to after eight days', async () => {
    const kept = async () => {
      const [, found] = (await world.redis('SCAN', '0', 'MATCH', 'health:apac*', 'COUNT', '10000')) as [
        string,
        string[],
      ]
      return found.length
    }
    await send(report('a', NOON - MINUTE_MS, { region: 'apac' }))
    world.clock.now = NOON + 10 * MINUTE_MS
    await fold()
    expect(await kept()).toBe(2)
    world.clock.now = NOON + 4 * HOUR_MS
    expect([await kept(), decisionsOf(await health('apac')).filter((each) => each !== null)]).toEqual([1, []])
    world.clock.now = NOON + 8 * DAY_MS - 6 * MINUTE_MS
    const from = new Date(NOON - 5 * MINUTE_MS).toISOString()
    const last = await health('apac', `?from=${from}`)
    expect([last.buckets.length, decisionsOf(last)[0]]).toEqual([8 * 288, 10])
    world.clock.now = NOON + 10 * DAY_MS
    expect(await kept()).toBe(0)
  })

  it('a report of a clock that is far ahead, or of before what is kept, is in the status and not in the history', async () => {
    await send(report('a', NOON + HOUR_MS, { region: 'uki' }), report('b', NOON - 10 * DAY_MS, { region: 'uki' }))
    expect(await world.redis('SMEMBERS', 'health:dirty')).not.toContainEqual(expect.stringContaining('uki'))
  })

  it('words without end do not make the history larger than forty of them', async () => {
    const rejects = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`reason-${index}`, 1]))
    const others = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`__proto__${index}`, 1]))
    const refusal = 'x'.repeat(5_000)
    world.clock.now = NOON + MINUTE_MS
    await send(
      report('a', NOON, { region: 'in', rejects, refusal }),
      report('b', NOON, { region: 'in', rejects: others }),
    )
    const [bucket] = (await health('in', sinceNoon())).buckets
    const reasons = bucket?.reasons ?? {}
    expect(Object.keys(reasons).length).toBeLessThanOrEqual(41)
    expect(Object.values(reasons).reduce((sum, times) => sum + times, 0)).toBe(40 + 30)
    expect(Object.keys(bucket?.refusals ?? {})).toEqual(['x'.repeat(64)])
  })

  it('the last three hours are answered when nobody says since when, with the minutes that run', async () => {
    const { region, step, buckets } = await health('mea')
    expect([region, step, buckets.length]).toEqual(['mea', 300, 36])
    expect(buckets.at(-1)?.at).toBe(new Date(NOON).toISOString())
  })

  it.each([
    ['?from=yesterday', 'from', 'like 2026-11-22T20:00:00Z'],
    ['?to=2026-11-22', 'to', 'like 2026-11-22T20:00:00Z'],
    ['?step=60', 'step', '300 or 3600'],
    ['?steps=300', 'steps', 'no parameter'],
    ['?from=2020-01-01T00:00:00Z', 'from', 'At most 8 days'],
    ['?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z', 'from', 'Health is kept for 8 days'],
    ['?from=9999-01-01T00:00:00Z', 'from', 'future'],
  ])('health of %s is refused with the field and the fix', async (query, field, detail) => {
    const response = await ask(`/regions/dach/health${query}`)
    const problem = (await response.json()) as { field: string; detail: string }
    expect([response.status, problem.field]).toEqual([400, field])
    expect(problem.detail).toContain(detail)
  })

  it('health of a region that does not exist is 404, and names those that do', async () => {
    const response = await ask('/regions/atlantis/health')
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('dach')])
  })
})

describe.skipIf(!redisServerExists())('a real Redis', () => {
  let close: () => Promise<void>
  let redis: PublisherContext['redis']
  beforeAll(async () => {
    const server = await startLocalRedis()
    const store = await openStore({ directory: null, redisUrl: server.url })
    const door = await startFaultyDoor(store)
    redis = connectSchedule({ url: door.url, token: 'test-token' })
    close = async () => {
      await door.close()
      await store.close()
      await server.stop()
    }
  })
  afterAll(() => close())
  beforeEach(() => {
    publisher = { ...world.publisher, redis }
  })

  keepsHistory()
})
