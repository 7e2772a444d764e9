import { afterEach, beforeEach, expect, it } from 'vitest'
import type { HeldCampaignAnswer } from '../../../src/contracts/ops/answers/campaigns/forecast.ts'
import { keys } from '../../../src/schedule/store/keys.ts'
import type { PublisherWorld } from '../publisher-world.ts'
import { BOOKED, forecastOf, putDraft, startForecastWorld } from './forecast-world.ts'

const HOUR_MS = 3_600_000
const HELD = { ...BOOKED, priority: 'guaranteed', goal: { impressions: 42_000 } }
const OTHER = { ...BOOKED, id: 'cmp_other', assets: ['ast_three'], priority: 'guaranteed', weight: 0.01 }

let world: PublisherWorld
beforeEach(async () => {
  world = await startForecastWorld()
  await putDraft(world, HELD)
})
afterEach(() => world.close())

const hold = (more: object = { reason: 'offer 1207' }) => world.ops('POST', '/campaigns/cmp_booked/hold', more)
const shown = async () => {
  const answer = await world.ops('GET', '/campaigns/cmp_booked')
  return ((await answer.json()) as { hold: HeldCampaignAnswer['hold'] | null }).hold
}

it('others leave room for a held campaign, and no longer when 72 hours are over', async () => {
  const alone = (await forecastOf(world, OTHER)).expected?.mid ?? 0
  const held = (await (await hold()).json()) as HeldCampaignAnswer
  expect(Date.parse(held.hold.until) - world.clock.now).toBe(72 * HOUR_MS)
  const beside = (await forecastOf(world, OTHER)).expected?.mid ?? 0
  expect(beside).toBeLessThan(alone * 0.65)
  world.clock.now += 72 * HOUR_MS + 1
  expect(await shown()).toBeNull()
})

it('goals that fit alone are oversold beside one that is held, for as long as it is held', async () => {
  await putDraft(world, { ...OTHER, goal: { impressions: 60_000 } })
  const oversold = async () => {
    const answer = await world.ops('POST', '/campaigns/lint', { ids: ['cmp_other'] })
    const { findings } = (await answer.json()) as { findings: readonly { rule: string; campaigns: string[] }[] }
    return findings.filter(({ rule }) => rule === 'oversold').map(({ campaigns }) => campaigns.sort())
  }
  expect(await oversold()).toEqual([])
  await hold()
  expect(await oversold()).toEqual([['cmp_booked', 'cmp_other']])
  world.clock.now += 72 * HOUR_MS + 1
  expect(await oversold()).toEqual([])
})

it('a campaign shows who holds it until when, and a second hold begins anew', async () => {
  expect(await shown()).toBeNull()
  await hold()
  const first = await shown()
  expect(first).toMatchObject({ by: expect.any(String), since: new Date(world.clock.now).toISOString() })
  world.clock.now += HOUR_MS
  await hold()
  expect(Date.parse((await shown())?.until ?? '') - Date.parse(first?.until ?? '')).toBe(HOUR_MS)
})

it('a hold is in the audit log with its reason', async () => {
  await hold()
  const { entries } = (await (await world.ops('GET', '/audit?limit=1')).json()) as { entries: readonly object[] }
  expect(entries[0]).toMatchObject({ action: 'campaign.hold', target: 'cmp_booked', after: { reason: 'offer 1207' } })
})

it('a hold without a reason, without a goal, or beyond what there is, is refused and holds nothing', async () => {
  expect((await hold({})).status).toBe(400)
  const asWritten = async (goal: object | null) => {
    await putDraft(world, { ...HELD, goal })
    return hold()
  }
  const without = await asWritten(null)
  expect([without.status, await without.json()]).toMatchObject([409, { title: 'Nothing to hold', field: 'goal' }])
  const beyond = await asWritten({ impressions: 10_000_000 })
  expect([beyond.status, await beyond.json()]).toMatchObject([409, { title: 'Not there to be held', field: 'goal' }])
  expect(await shown()).toBeNull()
})

it('a stored hold that nobody can read hides no campaign and stops no forecast', async () => {
  await hold()
  await world.redis('SET', keys.campaignHold('cmp_booked'), '{"until":null}')
  expect(await shown()).toBeNull()
  expect((await forecastOf(world, OTHER)).expected).not.toBeNull()
})

it('what is on the air, and what there is not, cannot be held', async () => {
  const answers = [await world.ops('POST', '/campaigns/cmp_one/hold', { reason: 'a' })]
  answers.push(await world.ops('POST', '/campaigns/cmp_none/hold', { reason: 'a' }))
  expect(answers.map(({ status }) => status)).toEqual([409, 404])
})
