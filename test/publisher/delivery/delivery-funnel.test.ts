import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CampaignDelivery } from '../../../src/contracts/ops/answers/campaigns/delivery.ts'
import { ANYBODY } from '../../../src/decide/matrix/matrix-viewers.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { deliver, eventsContext } from '../queue/deliver.ts'
import { eventItem, eventsMessage } from '../queue/device-events.ts'
import { asset, campaign, title } from '../records.ts'
import { logDecisions } from './logged-decisions.ts'

const TIMES = { start: '2026-11-21T00:00:00', end: '2026-11-25T00:00:00', timeZone: 'UTC', territories: ['DE'] }
const MAIN = campaign('main', ['one'], { ...TIMES, goal: { impressions: 100_000, pacing: 'asap' } })
const NOON = '2026-11-22T12:00:00'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await world.ingest(title('one'), title('two'), asset('one'), asset('two'))
})
afterEach(() => world.close())

/** Stores campaigns, publishes them, and counts a thousand placements in each of the last ten hours. */
async function onAir(...records: object[]): Promise<void> {
  await world.ingest(...records)
  expect((await world.publish()).outcome).toBe('published')
  for (let hour = 2; hour < 12; hour += 1) {
    const name = String(hour).padStart(2, '0')
    await world.redis('HSET', 'supply:dach:2026-11-22', `${name}:1000`, 'DE home-hero 1000')
  }
}

async function report(query = ''): Promise<CampaignDelivery> {
  const answer = await world.ops('GET', `/campaigns/cmp_main/delivery${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as CampaignDelivery
}

const sumOf = (funnel: CampaignDelivery['funnel']) =>
  (funnel?.picked ?? 0) + (funnel?.lost ?? []).reduce((sum, { placements }) => sum + placements, 0)

it('a campaign that is outranked is told by whom, and everything that was asked for is accounted for', async () => {
  await onAir(MAIN, campaign('above', ['two'], { territories: ['DE'], priority: 'guaranteed' }))
  await logDecisions(world, { from: 0, count: 40 })
  const { shortfall, funnel } = await report()
  expect(shortfall).toMatchObject({ by: 'plan', events: expect.any(Number) })
  expect(funnel).toMatchObject({ asked: 10_000, picked: 0, contexts: 40, logged: 40, unsampled: 0 })
  expect(funnel?.lost).toEqual([{ reason: 'outranked', placements: 10_000 }])
  expect(funnel?.outrankedBy).toEqual([{ campaign: 'cmp_above', placements: 10_000 }])
})

it('a campaign that a gate keeps from some viewers lost their part, and what was picked and not seen is told', async () => {
  await onAir({ ...MAIN, audience: { kids: 'only' } })
  await logDecisions(world, { from: 0, count: 30 })
  await logDecisions(world, { from: 100, count: 10, viewer: { ...ANYBODY, state: 'member', kids: true, cap: 6 } })
  await deliver(eventsContext(world.publisher), [eventsMessage([eventItem(1), eventItem(2)])])
  const { funnel } = await report()
  expect(funnel).toMatchObject({ asked: 10_000, picked: 2_500, picks: 2_500 })
  expect(funnel?.lost).toEqual([{ reason: 'kids', placements: 7_500 }])
  expect(sumOf(funnel)).toBe(10_000)
  expect(funnel).toMatchObject({ delivered: 2, notSeen: 2_498 })
})

it('placements of hours in which a campaign is closed are not in its funnel', async () => {
  await onAir({ ...MAIN, hours: [{ from: '06:00', to: '10:00' }] })
  world.clock.now = Date.parse(`${NOON}Z`) - 3 * 3_600_000
  await logDecisions(world, { from: 0, count: 5 })
  world.clock.now = Date.parse(`${NOON}Z`)
  const { funnel } = await report('?funnel=1')
  expect(funnel).toMatchObject({ asked: 4_000, contexts: 5, picked: 4_000 })
})

it('a report for whose regions no decision is logged has no funnel, and says why', async () => {
  await onAir(MAIN)
  const { funnel, notes } = await report()
  expect(funnel).toBeNull()
  expect(notes.join(' ')).toContain('no decision of its regions was logged in the last 48 hours')
})

it('decisions that are sealed to another key tell nothing, and the report says which key is missing', async () => {
  await onAir(MAIN)
  await logDecisions(world, { from: 0, count: 2, line: 'eyJhbGciOiJFQ0RILUVTIn0....' })
  expect((await report()).notes.join(' ')).toContain('DECISION_LOG_KEY')
})

it('a campaign that is not in what is live is told so', async () => {
  await onAir(campaign('other', ['two'], { territories: ['DE'] }))
  await logDecisions(world, { from: 0, count: 3 })
  await world.ingest(MAIN)
  expect((await report('?funnel=1')).notes.join(' ')).toContain('It is not in what is live in dach')
})

it('a funnel is left out where nobody wants it, and refused where nobody understands it', async () => {
  await onAir(MAIN)
  await logDecisions(world, { from: 0, count: 3 })
  expect((await report('?funnel=0')).funnel).toBeNull()
  expect((await world.ops('GET', '/campaigns/cmp_main/delivery?funnel=maybe')).status).toBe(400)
})

it('a campaign is shown with what it delivers in short', async () => {
  await onAir(MAIN)
  await deliver(eventsContext(world.publisher), [eventsMessage([eventItem(1), eventItem(2)])])
  const { delivery } = (await (await world.ops('GET', '/campaigns/cmp_main')).json()) as { delivery: object }
  expect(delivery).toMatchObject({ goal: 100_000, delivered: 2, planned: expect.any(Number), projected: null })
})
