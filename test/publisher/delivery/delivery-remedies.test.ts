import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CampaignDelivery } from '../../../src/contracts/ops/answers/campaigns/delivery.ts'
import { keys } from '../../../src/schedule/store/keys.ts'
import { startForecastWorld } from '../forecast/forecast-world.ts'
import type { PublisherWorld } from '../publisher-world.ts'
import { campaign } from '../records.ts'

const TIMES = { start: '2026-11-21T00:00:00', end: '2026-11-24T00:00:00', territories: ['DE'] }
const MAIN = campaign('main', ['two'], { ...TIMES, goal: { impressions: 300_000 } })

let world: PublisherWorld
beforeEach(async () => {
  world = await startForecastWorld({ lines: 60 })
})
afterEach(() => world.close())

async function report(query = ''): Promise<CampaignDelivery> {
  const answer = await world.ops('GET', `/campaigns/cmp_main/delivery${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as CampaignDelivery
}

it('a campaign that falls short is told what a later end and a higher tier would bring', async () => {
  await world.ingest(MAIN)
  expect((await world.publish()).outcome).toBe('published')
  const { shortfall, remedies } = await report()
  expect(shortfall).toMatchObject({ by: 'projection' })
  const of = (kind: string) => remedies.find((each) => each.kind === kind)
  expect(of('longer')).toMatchObject({ text: expect.stringMatching(/^\d+ days? longer, until 2026-1/) })
  expect(of('tier')).toMatchObject({ change: { priority: 'guaranteed' }, text: 'at the tier guaranteed' })
  for (const { expected } of remedies) expect(expected.low).toBeLessThanOrEqual(expected.mid)
})

it('what is forecast for remedies is not what the linter goes by, and nothing of the campaign changes', async () => {
  await world.ingest(MAIN)
  await world.publish()
  const stored = await (await world.ops('GET', '/campaigns/cmp_main')).json()
  await report()
  expect(await (await world.ops('GET', '/campaigns/cmp_main')).json()).toEqual(stored)
  expect(await world.redis('HGET', keys.campaignForecasts, 'cmp_main')).toBeNull()
})

it('a campaign that is ended for good has no remedies', async () => {
  await world.ingest(MAIN)
  await world.ops('POST', '/campaigns/cmp_main/end', { reason: 'over' })
  expect((await report()).remedies).toEqual([])
})
