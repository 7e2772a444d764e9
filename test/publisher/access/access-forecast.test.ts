import { afterAll, beforeAll, expect, it } from 'vitest'
import { asset, campaign, title } from '../records.ts'
import { type AccessWorld, startAccessWorld } from './access-world.ts'

const BERLIN = 'berlin@example.com'
const BOTH = 'both@example.com'
const SPAN = { start: '2026-11-23T00:00:00', end: '2026-11-30T00:00:00', status: 'draft' }

let world: AccessWorld
beforeAll(async () => {
  world = await startAccessWorld([
    { who: BERLIN, role: 'marketer', regions: ['dach'] },
    { who: BOTH, role: 'marketer', regions: ['dach', 'fr'] },
  ])
  await world.ingest(title('one'), asset('one'))
  await world.ingest(campaign('here', ['one'], { ...SPAN, territories: ['DE'] }))
  await world.ingest(campaign('wide', ['one'], { ...SPAN, territories: ['DE', 'FR'] }))
})
afterAll(() => world.close())

const forecast = async (who: string, id: string, body: object = {}) => {
  const answer = await world.as(await world.token(who), 'POST', `/campaigns/${id}/forecast`, body)
  return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> }
}

it('a campaign is forecast for who may edit it in all of its regions, and nobody else is told who would lose', async () => {
  expect(await forecast(BOTH, 'cmp_wide')).toMatchObject({ status: 200 })
  const { status, body } = await forecast(BERLIN, 'cmp_wide')
  expect(status).toBe(403)
  expect(body.detail).toBe('You have not been granted schedule.ingest in region fr.')
})

it('a campaign of the own region is not forecast with territories of another one', async () => {
  expect(await forecast(BERLIN, 'cmp_here')).toMatchObject({ status: 200 })
  const record = { ...campaign('here', ['one'], { ...SPAN, territories: ['DE', 'FR'] }) }
  expect(await forecast(BERLIN, 'cmp_here', { record })).toMatchObject({ status: 403 })
})
