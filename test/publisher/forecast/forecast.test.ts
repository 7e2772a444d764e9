import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { KeptWorld, PublisherWorld } from '../publisher-world.ts'
import { BOOKED, forecastOf, putDraft, startForecastWorld } from './forecast-world.ts'

let kept: KeptWorld
let world: PublisherWorld
beforeAll(async () => {
  const prepared = await startForecastWorld()
  kept = prepared.keep()
  await prepared.close()
})
beforeEach(async () => {
  world = await startForecastWorld({}, kept)
})
afterEach(() => world.close())

/** Seven days of a thousand placements an hour, half of which are seen. */
const WEEK = 7 * 24 * 1000 * 0.5
const within = (part: number) => [WEEK * part * 0.85, WEEK * part * 1.15] as const

it('a campaign above all others gets what is seen of its week, and who played there loses it', async () => {
  const told = await forecastOf(world, { ...BOOKED, priority: 'guaranteed' })
  const [least, most] = within(1)
  expect(told.expected?.mid).toBeGreaterThan(least)
  expect(told.expected?.mid).toBeLessThan(most)
  expect(told.expected?.low).toBeLessThan(told.expected?.mid ?? 0)
  expect(told.expected?.high).toBeGreaterThan(told.expected?.mid ?? 0)
  expect(told).toMatchObject({
    goal: null,
    reachable: null,
    daysOfData: 28,
    chances: 168_000,
    regions: ['dach'],
    why: null,
  })
  expect(told.takesFrom.map(({ campaignId }) => campaignId)).toEqual(['cmp_one'])
  expect(told.takesFrom[0]?.impressions).toBeGreaterThan(least)
})

it('a campaign below another one gets nothing, and its goal cannot be reached', async () => {
  const told = await forecastOf(world, { ...BOOKED, priority: 'evergreen', goal: { impressions: 10_000 } })
  expect(told.expected?.mid).toBe(0)
  expect(told).toMatchObject({ goal: 10_000, reachable: 'no', takesFrom: [] })
})

it('equal campaigns of one tier share what there is', async () => {
  const told = await forecastOf(world, BOOKED)
  const [least, most] = within(0.5)
  expect(told.expected?.mid).toBeGreaterThan(least * 0.9)
  expect(told.expected?.mid).toBeLessThan(most * 1.1)
})

it.each([
  [40_000, 'yes'],
  [84_000, 'risky'],
  [150_000, 'no'],
])('a goal of %i of some 84,000 impressions is told to be reachable: %s', async (impressions, reachable) => {
  const told = await forecastOf(world, { ...BOOKED, priority: 'guaranteed', goal: { impressions } })
  expect(told.reachable).toBe(reachable)
})

it('a campaign with a goal takes no more of others than it needs for that', async () => {
  const told = await forecastOf(world, { ...BOOKED, priority: 'guaranteed', goal: { impressions: 20_000 } })
  expect(told.takesFrom[0]?.impressions).toBeGreaterThan(15_000)
  expect(told.takesFrom[0]?.impressions).toBeLessThan(25_000)
})

it('a campaign of a lower tier gets what the goal of another one leaves free', async () => {
  const above = { ...BOOKED, id: 'cmp_above', assets: ['ast_three'], priority: 'guaranteed', status: 'approved' }
  await world.ingest({ ...above, goal: { impressions: 21_000 } })
  const beside = { ...BOOKED, priority: 'standard', weight: 10 }
  const [least, most] = within(0.75)
  const told = await forecastOf(world, beside)
  expect(told.expected?.mid).toBeGreaterThan(least * 0.9)
  expect(told.expected?.mid).toBeLessThan(most)
  await world.ingest({ ...above, goal: null })
  expect((await forecastOf(world, beside)).expected?.mid).toBe(0)
})

it('hours of a campaign count alone', async () => {
  const evening = { ...BOOKED, priority: 'guaranteed', hours: [{ from: '20:00', to: '22:00' }] }
  const told = await forecastOf(world, evening)
  expect(told.chances).toBe(14_000)
  expect(told.expected?.mid).toBeGreaterThan(14_000 * 0.5 * 0.8)
  expect(told.expected?.mid).toBeLessThan(14_000 * 0.5 * 1.2)
})

it('a territory that nobody has counted is named, and is in no number', async () => {
  const told = await forecastOf(world, { ...BOOKED, priority: 'guaranteed', territories: ['DE', 'FR'] })
  expect(told.unknown).toEqual([{ territory: 'FR', surface: 'home-hero' }])
  expect(told.chances).toBe(168_000)
})

it('a changed record is forecast in place of what is stored, and nothing is stored of it', async () => {
  await forecastOf(world, { ...BOOKED, priority: 'guaranteed' })
  const stored = await (await world.ops('GET', '/campaigns/cmp_booked')).text()
  const record = { ...BOOKED, priority: 'evergreen' }
  const answer = await world.ops('POST', '/campaigns/cmp_booked/forecast', { record })
  expect(await answer.json()).toMatchObject({ expected: { mid: 0 } })
  expect(await (await world.ops('GET', '/campaigns/cmp_booked')).text()).toBe(stored)
})

it.each([
  ['an end in the past', { end: '2026-11-20T00:00:00', start: '2026-11-01T00:00:00' }, 400, 'end'],
  ['another campaign', { id: 'cmp_other' }, 400, 'record.id'],
  ['a goal of nothing', { goal: { impressions: 0 } }, 400, 'record.goal.impressions'],
  ['a surface that there is not', { surfaces: ['moon'] }, 400, 'record.surfaces.0'],
  ['videos that are neither named nor selected', { assets: undefined }, 400, 'record.assets'],
])('a record with %s is refused by the field', async (_what, more, status, field) => {
  await putDraft(world, BOOKED)
  const answer = await world.ops('POST', '/campaigns/cmp_booked/forecast', { record: { ...BOOKED, ...more } })
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ field, detail: expect.not.stringContaining('Invalid') })
})

it('a goal of a trillion is out of reach, and one of a single impression is not', async () => {
  const goal = (impressions: number) => ({ ...BOOKED, priority: 'guaranteed', goal: { impressions } })
  await putDraft(world, BOOKED)
  const asked = async (impressions: number) => {
    const answer = await world.ops('POST', '/campaigns/cmp_booked/forecast', { record: goal(impressions) })
    return ((await answer.json()) as { reachable: string }).reachable
  }
  expect([await asked(1e12), await asked(1)]).toEqual(['no', 'yes'])
})

it.each([
  [150_000, 409, 'goal-unreachable'],
  [84_000, 200, 'goal-risky'],
  [40_000, 200, undefined],
])('a goal of %i is submitted as the forecast of it says: %i', async (impressions, status, rule) => {
  await forecastOf(world, { ...BOOKED, priority: 'guaranteed', goal: { impressions } })
  const { revision } = (await (await world.ops('GET', '/campaigns/cmp_booked')).json()) as { revision: number }
  const sent = await world.ops('POST', '/campaigns/cmp_booked/submit', { reason: 'for the week', revision })
  expect(sent.status).toBe(status)
  const { findings } = (await sent.json()) as { findings: readonly { readonly rule: string }[] }
  expect(findings.map((finding) => finding.rule).find((each) => each.startsWith('goal-'))).toBe(rule)
})
