import { afterEach, beforeEach, expect, it } from 'vitest'
import { deliver, eventsContext } from '../queue/deliver.ts'
import { eventItem, eventsMessage } from '../queue/device-events.ts'
import { asset, campaign, title } from '../records.ts'
import { type AccessWorld, startAccessWorld } from './access-world.ts'

const GRANTS = [
  { who: 'everywhere@example.com', role: 'viewer', regions: ['*'] },
  { who: 'paris@example.com', role: 'viewer', regions: ['fr'] },
]

let world: AccessWorld
beforeEach(async () => {
  world = await startAccessWorld(GRANTS)
  const here = campaign('here', ['one'], { territories: ['DE'] })
  await world.ingest(title('one'), asset('one'), campaign('main', ['one']), here)
  await deliver(eventsContext(world.publisher), [
    eventsMessage([eventItem(1), eventItem(2, { campaignId: 'cmp_here' })]),
    eventsMessage([eventItem(3, { territory: 'FR' }), eventItem(4, { territory: null })], 'fr'),
  ])
})
afterEach(() => world.close())

async function territories(who: string, id = 'cmp_main'): Promise<unknown> {
  const answer = await world.as(await world.token(who), 'GET', `/campaigns/${id}/counters`)
  if (answer.status !== 200) return answer.status
  const { rows } = (await answer.json()) as { rows: { territory: string | null }[] }
  return rows.map(({ territory }) => territory)
}

it('counters of a campaign are read in the regions of the role, also where no territory is known', async () => {
  expect(await territories('everywhere@example.com')).toEqual([null, 'DE', 'FR'])
  expect(await territories('paris@example.com')).toEqual([null, 'FR'])
})

it('counters of a campaign that is for none of the regions of the role are not found, like the campaign', async () => {
  expect(await territories('everywhere@example.com', 'cmp_here')).toEqual(['DE'])
  expect(await territories('paris@example.com', 'cmp_here')).toBe(404)
})
