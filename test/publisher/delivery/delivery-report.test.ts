import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CampaignDelivery } from '../../../src/contracts/ops/answers/campaigns/delivery.ts'
import { textOfKept } from '../../../src/schedule/reports/supply/supply-weeks-text.ts'
import { keys } from '../../../src/schedule/store/keys.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { deliver, eventsContext } from '../queue/deliver.ts'
import { eventItem, eventsMessage } from '../queue/device-events.ts'
import { asset, campaign, title } from '../records.ts'

const GOAL = { impressions: 1_000 }
const TIMES = { start: '2026-11-21T00:00:00', end: '2026-11-25T00:00:00', timeZone: 'UTC' }
const MAIN = campaign('main', ['one'], { ...TIMES, territories: ['DE', 'AT'], goal: GOAL })

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await world.ingest(title('one'), asset('one'), MAIN)
})
afterEach(() => world.close())

async function report(query = '', id = 'cmp_main'): Promise<CampaignDelivery> {
  const answer = await world.ops('GET', `/campaigns/${id}/delivery${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as CampaignDelivery
}

const refused = async (query: string, id = 'cmp_main') => {
  const answer = await world.ops('GET', `/campaigns/${id}/delivery${query}`)
  return [answer.status, ((await answer.json()) as { field?: string }).field]
}

const sumOf = (rows: CampaignDelivery['rows'], field: 'booked' | 'planned' | 'delivered') =>
  rows.reduce((sum, row) => sum + (row[field] ?? 0), 0)

it('a report has a row for each day, territory and surface of a campaign, whose parts add up to its goal', async () => {
  await deliver(eventsContext(world.publisher), [
    eventsMessage([eventItem(1), eventItem(2), eventItem(3, { territory: 'AT' }), eventItem(4, { event: 'start' })]),
  ])
  const body = await report()
  expect(body).toMatchObject({ from: '2026-11-21', to: '2026-11-24', today: '2026-11-22', asOf: expect.any(String) })
  expect(body.goal).toEqual({ counts: 'impressions', amount: 1_000, pacing: 'even' })
  expect(body.rows).toHaveLength(8)
  expect([sumOf(body.rows, 'booked'), sumOf(body.rows, 'planned')]).toEqual([1_000, 1_000])
  expect(body.totals).toMatchObject({ booked: 1_000, planned: 1_000, delivered: 3, starts: 1, projected: null })
  expect(body.rows.find(({ day, territory }) => day === '2026-11-22' && territory === 'DE')).toMatchObject({
    surface: 'home-hero',
    delivered: 2,
    starts: 1,
  })
  // Noon of the second of four days.
  expect(body.plannedSoFar).toBe(375)
})

it.each(['territory', 'day', 'surface', 'territory,surface', 'surface,day'])(
  'a report by %s adds the same numbers up',
  async (by) => {
    await deliver(eventsContext(world.publisher), [eventsMessage([eventItem(1), eventItem(2, { territory: 'AT' })])])
    const [whole, some] = [await report(), await report(`?by=${by}`)]
    expect(some.totals).toEqual(whole.totals)
    expect(sumOf(some.rows, 'booked')).toBe(1_000)
    const [row] = some.rows
    for (const part of ['territory', 'day', 'surface'] as const) {
      expect(row?.[part] === null, part).toBe(!by.split(',').includes(part))
    }
  },
)

/** A forecast by which so many placements are asked for in each hour. */
async function forecast(hourly: Readonly<Record<string, number>>): Promise<void> {
  const cells = new Map(
    Object.entries(hourly).map(([territory, placements]) => {
      return [`${territory} home-hero` as const, { days: 14, hours: new Float64Array(168).fill(placements) }]
    }),
  )
  const asOf = world.clock.now - (world.clock.now % 3_600_000)
  await world.redis('SET', keys.supplyWeeks('dach'), textOfKept({ weeks: { asOf, days: 14, cells }, seen: new Map() }))
}

it('a goal is spread by the placements that are expected, and projected by what they brought', async () => {
  await forecast({ DE: 32, AT: 8 })
  const yesterday = Date.UTC(2026, 10, 21, 12)
  const shown = Array.from({ length: 96 }, (_, index) => {
    return eventItem(index, { occurredAt: yesterday, receivedAt: world.clock.now })
  })
  await deliver(eventsContext(world.publisher), [eventsMessage(shown)])
  const body = await report('?by=territory')
  expect(body.rows.map(({ territory, booked }) => [territory, booked])).toEqual([
    ['AT', 200],
    ['DE', 800],
  ])
  // A tenth of yesterday's placements, so a tenth of those of two days and a half.
  expect(body.totals.projected?.mid).toBe(96 + 240)
  expect(body.totals.projected?.low).toBeLessThan(336)
  expect(body.totals.projected?.high).toBeGreaterThan(336)
})

it('a campaign that runs as it should is projected to reach its goal, and not beyond', async () => {
  await forecast({ DE: 32, AT: 8 })
  const yesterday = Date.UTC(2026, 10, 21, 12)
  const shown = Array.from({ length: 400 }, (_, index) => eventItem(index, { occurredAt: yesterday }))
  await deliver(eventsContext(world.publisher), [eventsMessage(shown.slice(0, 200)), eventsMessage(shown.slice(200))])
  expect((await report()).totals.projected).toMatchObject({ mid: 1_000, high: 1_000 })
})

it('a campaign without a goal in numbers has what it delivered, and nothing booked', async () => {
  await world.ingest({ ...MAIN, goal: null })
  await deliver(eventsContext(world.publisher), [eventsMessage([eventItem(1)])])
  const body = await report()
  expect(body).toMatchObject({ goal: null, plannedSoFar: null })
  expect(body.totals).toEqual({ booked: null, planned: null, delivered: 1, projected: null, starts: 0 })
  expect(body.notes.join(' ')).toContain('no goal in numbers')
})

it('a goal whose campaign has no end is not spread over days, and the report says why', async () => {
  await world.ingest({ ...MAIN, end: null })
  const body = await report()
  expect(body.totals).toMatchObject({ booked: null, planned: null })
  expect(body.notes.join(' ')).toContain('end is open')
  expect(body.notes.join(' ')).not.toContain('is spread by')
})

it('the plan of a campaign that nobody approved is told to be of what plays nowhere', async () => {
  await world.ops('POST', '/ingest', [{ ...MAIN, id: 'cmp_wish', status: 'draft' }])
  expect((await report('', 'cmp_wish')).notes.join(' ')).toContain('not approved')
  expect((await report()).notes.join(' ')).not.toContain('not approved')
})

it('a campaign for everywhere is reported on, also for unknown places', async () => {
  await world.ingest({ ...MAIN, territories: ['*'] })
  const body = await report('?by=territory')
  expect(body.rows.map(({ territory }) => territory)).toEqual(expect.arrayContaining(['DE', 'US', 'XX']))
  expect(sumOf(body.rows, 'planned')).toBe(1_000)
  expect(await refused('?by=territory,day,surface&to=2027-10-01')).toEqual([200, undefined])
})

it('days are counted in the hours in which a campaign is open, and a blackout has none of its goal', async () => {
  const blackouts = [{ start: '2026-11-23T00:00:00', end: '2026-11-24T00:00:00' }]
  const hours = [{ from: '18:00', to: '22:00' }]
  await world.ingest({ ...MAIN, blackouts, hours, goal: { impressions: 900 } })
  const { rows } = await report('?by=day')
  expect(rows.map(({ day, booked }) => [day, booked])).toEqual([
    ['2026-11-21', 300],
    ['2026-11-22', 300],
    ['2026-11-24', 300],
  ])
})

it('what has ended is reported on, and what does not exist is not', async () => {
  const ended = await world.ops('POST', '/campaigns/cmp_main/end', { reason: 'over' })
  expect(ended.status).toBe(200)
  expect((await report()).totals.booked).toBe(1_000)
  expect(await refused('', 'cmp_nobody')).toEqual([404, 'id'])
})

it.each([
  ['?from=2026-11-22&to=2026-11-21', 'from'],
  ['?from=2026-01-01&to=2027-02-04', 'from'],
  ['?from=yesterday', 'from'],
  ['?from=9999-12-31', 'from'],
  ['?to=1999-12-31', 'to'],
  ['?to=2028-12-31', 'to'],
  ['?by=campaign', 'by'],
  ['?by=', 'by'],
  ['?by=day,day,,', 'by'],
  ['?by=territory,territory', 'by'],
  ['?part=day', 'part'],
])('a report for %s is refused by the name of the parameter', async (query, field) => {
  expect(await refused(query)).toEqual([400, field])
})

it('a campaign for more days and places than can be spread over is reported without a plan, and its rows are bounded', async () => {
  await world.ingest({
    ...MAIN,
    territories: ['*'],
    surfaces: ['home-hero', 'browse-tile'],
    end: '2027-11-21T00:00:00',
  })
  const body = await report('?by=day')
  expect(body.totals).toMatchObject({ booked: null, planned: null })
  expect(body.notes.join(' ')).toContain('too many days')
  await world.ingest({ ...MAIN, territories: ['*'], end: '2027-06-21T00:00:00' })
  expect(await refused('')).toEqual([400, 'by'])
})

it('a campaign that pacing holds back is projected by what it could take, not by what it was let through', async () => {
  await forecast({ DE: 32, AT: 8 })
  const yesterday = Date.UTC(2026, 10, 21, 12)
  const shown = Array.from({ length: 96 }, (_, index) => {
    return eventItem(index, { occurredAt: yesterday, receivedAt: world.clock.now })
  })
  await deliver(eventsContext(world.publisher), [eventsMessage(shown)])
  const share = {
    ...{
      at: world.clock.now,
      goal: { kind: 'impressions', count: 1_000 },
      endAt: Date.UTC(2026, 10, 25),
      inGrace: false,
    },
    ...{ share: 0.25, need: 0.25, endsAt: Date.UTC(2026, 10, 25), counted: 96, asOf: world.clock.now, left: 906 },
    ...{ wanted: 0.25, rate: 0.5, basis: 'forecast', held: 'nothing' },
  }
  await world.redis('SET', keys.pacing('cmp_main'), JSON.stringify(share))
  expect((await report()).totals.projected).toMatchObject({ mid: 1_000 })
})
