import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CampaignCountersAnswer } from '../../../src/contracts/ops/answers/events/counters.ts'
import type { EventsMessage } from '../../../src/model/messages/queue-message.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'
import { deliver as deliverTo, eventsContext } from './deliver.ts'
import { countersAt, eventItem, eventsMessage } from './device-events.ts'

const DAY = '2026-11-22'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await world.ingest(title('one'), asset('one'), campaign('main', ['one']))
})
afterEach(() => world.close())

const deliver = (...bodies: EventsMessage[]) => deliverTo(eventsContext(world.publisher), bodies)

async function answered(query = '', id = 'cmp_main'): Promise<CampaignCountersAnswer> {
  const answer = await world.ops('GET', `/campaigns/${id}/counters${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as CampaignCountersAnswer
}
const hero = (day: string, impressions: number, starts = 0) => ({
  ...{ day, territory: 'DE', surface: 'home-hero', impressions, starts },
})

describe('delivery of a campaign', () => {
  it('delivery is counted by day, territory and surface, and asOf says up to when', async () => {
    const at = Date.parse('2026-11-21T23:59:59.999Z')
    await deliver(
      eventsMessage([eventItem(1), eventItem(1, { event: 'start' }), eventItem(2), eventItem(3, { occurredAt: at })]),
      eventsMessage([eventItem(4, { territory: 'AT' }), eventItem(5, { surface: 'clips-feed' })]),
      eventsMessage([eventItem(6, { campaignId: 'cmp_other' }), eventItem(7, { event: 'click' })]),
    )
    expect(await answered()).toEqual({
      asOf: '2026-11-22T12:00:01.000Z',
      rows: [
        hero('2026-11-21', 1),
        { ...hero(DAY, 1), territory: 'AT' },
        { ...hero(DAY, 1), surface: 'clips-feed' },
        hero(DAY, 2, 1),
      ],
    })
  })

  it('delivery of events without a territory or a surface is counted as such, and merged over regions', async () => {
    const old = (decision: number) => eventItem(decision, { territory: null, surface: null })
    await deliver(eventsMessage([old(1)]), eventsMessage([old(2)], 'fr'))
    expect((await answered()).rows).toEqual([{ ...hero(DAY, 2), territory: null, surface: null }])
  })

  it('a sampled decision counts what it stands for, and a changed rate leaves earlier counts right', async () => {
    const items = Array.from({ length: 400 }, (_, decision) => eventItem(decision))
    const context = eventsContext(world.publisher, { statsRate: 0.05 })
    await deliverTo(context, [eventsMessage(items.slice(0, 200))])
    const first = (await answered()).rows[0]?.impressions ?? 0
    expect(first % 20).toBe(0)
    expect(first).toBeGreaterThan(0)
    await deliverTo({ ...context, statsRate: 1 }, [eventsMessage(items.slice(200))])
    expect((await answered()).rows).toEqual([hero(DAY, first + 200)])
  })

  it('what is read are the last seven days, or the days that are asked for', async () => {
    for (const ago of [0, 1, 6, 7]) {
      world.clock.now = Date.UTC(2026, 10, 22, 12) - ago * DAY_MS
      await deliver(eventsMessage([eventItem(ago, { occurredAt: world.clock.now })]))
    }
    world.clock.now = Date.UTC(2026, 10, 22, 12)
    const days = async (query?: string) => (await answered(query)).rows.map(({ day }) => day)
    expect(await days()).toEqual(['2026-11-16', '2026-11-21', '2026-11-22'])
    expect(await days('?to=2026-11-21')).toEqual(['2026-11-15', '2026-11-16', '2026-11-21'])
    expect(await days('?from=2026-11-16&to=2026-11-16')).toEqual(['2026-11-16'])
    expect(await days('?from=2026-08-15')).toHaveLength(4)
  })

  it.each([
    ['?from=2026-11-23', 'from'],
    ['?from=2026-11-20&to=2026-11-19', 'from'],
    ['?from=2026-08-14', 'from'],
    ['?from=2026-02-30', 'from'],
    ['?to=yesterday', 'to'],
    ['?day=2026-11-22', 'day'],
  ])('a span of days like %s is 400, and the answer names %s', async (query, field) => {
    const answer = await world.ops('GET', `/campaigns/cmp_main/counters${query}`)
    expect([answer.status, await answer.json()]).toMatchObject([400, { field }])
  })

  it('delivery of a campaign that nobody knows is 404, and of one without events there are no rows', async () => {
    expect((await world.ops('GET', '/campaigns/cmp_none/counters')).status).toBe(404)
    expect(await answered()).toEqual({ asOf: null, rows: [] })
  })
})

describe('counters of assets', () => {
  it('assets are counted by region, surface and what happened, and rewards once, whichever came', async () => {
    await deliver(
      eventsMessage([
        ...[eventItem(1), eventItem(1, { event: 'start' }), eventItem(1, { event: 'click' })],
        ...[eventItem(1, { event: 'watch' }), eventItem(1, { event: 'complete' }), eventItem(2, { event: 'skip' })],
        ...[eventItem(1, { position: 1, assetId: 'ast_two' }), eventItem(3, { surface: 'clips-feed', event: 'like' })],
      ]),
      eventsMessage([eventItem(1, { event: 'watch' })]),
      eventsMessage([eventItem(4)], 'fr'),
    )
    expect(await countersAt(world, `results:dach:${DAY}`)).toEqual({
      'ast_one:home-hero:impression:1': 1,
      'ast_one:home-hero:start:1': 1,
      'ast_one:home-hero:rewarded:1': 1,
      'ast_two:home-hero:impression:1': 1,
      'ast_one:clips-feed:rewarded:1': 1,
    })
    expect(await countersAt(world, `results:fr:${DAY}`)).toEqual({ 'ast_one:home-hero:impression:1': 1 })
  })

  it('a viewer counts once for an asset, surface and day, and those of whom nothing may be known by each decision', async () => {
    const day = (more: object) => [1, 2, 3].map((decision) => eventItem(decision, { event: 'watch', ...more }))
    await deliver(eventsMessage(day({})), eventsMessage(day({ occurredAt: Date.UTC(2026, 10, 21, 12) })))
    await deliver(eventsMessage(day({ unit: 'feedfacefeedface' })), eventsMessage(day({ unit: null })))
    expect(await countersAt(world, `results:dach:${DAY}`)).toEqual({ 'ast_one:home-hero:rewarded:1': 5 })
    expect(await countersAt(world, 'results:dach:2026-11-21')).toEqual({ 'ast_one:home-hero:rewarded:1': 1 })
  })

  it('what viewers do who get nothing of what is learned counts for the delivery, and not for the asset', async () => {
    await deliver(eventsMessage([eventItem(1, { holdout: true }), eventItem(2, { holdout: true, event: 'watch' })]))
    expect(await countersAt(world, `results:dach:${DAY}`)).toEqual({})
    expect((await answered()).rows).toEqual([hero(DAY, 1)])
  })

  it('no mark of a viewer is the same for two assets, or on two days', async () => {
    const more = [{}, { assetId: 'ast_two' }, { occurredAt: Date.UTC(2026, 10, 21, 12) }]
    await deliver(eventsMessage(more.map((each, decision) => eventItem(decision, each))))
    const marks = await Promise.all(
      ['one', 'two'].map((id) =>
        world.redis('ZRANGE', `marks:assets:dach:ast_${id}:home-hero:impression:1`, '0', '-1'),
      ),
    )
    expect(new Set(marks.flat()).size).toBe(3)
    expect(JSON.stringify(marks)).not.toContain('0123456789abcdef')
  })
})

it('counters of an earlier version are left as they are, and hold up nothing', async () => {
  await world.redis('HSET', `stats:dach:${DAY}`, 'impressions:ast_one', '7')
  await world.redis('HSET', 'seen:dach', 'isolate', '{}')
  await world.redis('ZADD', 'impressions:dach:ast_one', '1', 'd1:0')
  expect(await deliver(eventsMessage([eventItem(1)]))).toEqual(['ack'])
  expect(await world.redis('HGET', `stats:dach:${DAY}`, 'impressions:ast_one')).toBe('7')
})

describe('repeats', () => {
  it('an event that is reported again counts once, on the day of its earliest time, whichever comes first', async () => {
    const late = eventItem(1, { occurredAt: Date.parse('2026-11-22T00:00:01Z') })
    const early = eventItem(1, { occurredAt: Date.parse('2026-11-21T23:59:59Z') })
    await deliver(eventsMessage([late]))
    expect((await answered()).rows).toEqual([hero(DAY, 1)])
    await deliver(eventsMessage([early]))
    expect((await answered()).rows).toEqual([hero('2026-11-21', 1)])
    await deliver(eventsMessage([late, early]))
    expect((await answered()).rows).toEqual([hero('2026-11-21', 1)])
  })

  it('batches that are worked on at the same time are all counted, whoever writes last', async () => {
    // Each request of the first batch waits until others have counted one more.
    let decision = 100
    let inside = false
    world.door.meanwhile(async () => {
      if (inside || decision === 110) return
      inside = true
      decision += 1
      await deliver(eventsMessage([eventItem(decision)]))
      inside = false
    })
    await deliver(eventsMessage([eventItem(1)]))
    const before = (await answered()).rows
    expect(before).toEqual([hero(DAY, 1 + decision - 100)])
  })

  it('a number that was read earlier and is written later does not stay', async () => {
    // The write of the first batch is done twice: at once, and, as networks do, after another batch has counted.
    let delayed: readonly string[][] = []
    world.door.misbehave((_, __, body) => {
      const commands = JSON.parse(body) as string[][]
      if (delayed.length === 0 && commands.some(([, key]) => key === `delivery:cmp_main:${DAY}`)) delayed = commands
      return null
    })
    await deliver(eventsMessage([eventItem(1)]))
    world.door.misbehave(() => null)
    await deliver(eventsMessage([eventItem(2), eventItem(3)]))
    expect(delayed.length).toBeGreaterThan(0)
    for (const command of delayed) await world.redis(...command.map(String))
    expect((await answered()).rows).toEqual([hero(DAY, 3)])
  })

  it('marks stay while their day can change, and the counters long after them', async () => {
    const start = Date.parse(`${DAY}T00:00:00Z`)
    world.clock.now = start + 12 * HOUR_MS
    await deliver(eventsMessage([eventItem(1, { occurredAt: start }), eventItem(2, { occurredAt: start + 1 })]))
    const marks = 'marks:delivery:cmp_main:dach:DE:home-hero:impression:1'
    world.clock.now = start + 72 * HOUR_MS
    await deliver(eventsMessage([eventItem(3, { occurredAt: start + DAY_MS - 1 + HOUR_MS })]))
    expect(await world.redis('ZCARD', marks)).toBe(3)
    world.clock.now = start + 73 * HOUR_MS
    await deliver(eventsMessage([eventItem(4, { occurredAt: world.clock.now })]))
    expect(await world.redis('ZCARD', marks)).toBe(2)
    world.clock.now += 73 * HOUR_MS
    expect(await world.redis('EXISTS', marks)).toBe(0)
    expect((await answered(`?from=${DAY}`)).rows).toEqual([hero(DAY, 2), hero('2026-11-23', 1), hero('2026-11-25', 1)])
    world.clock.now += 100 * DAY_MS
    expect(await world.redis('EXISTS', `delivery:cmp_main:${DAY}`)).toBe(0)
  })
})
