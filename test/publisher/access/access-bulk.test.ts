import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CampaignBulkDone } from '../../../src/contracts/ops/answers/campaigns/campaign-bulk.ts'
import { asset, campaign, title } from '../records.ts'
import { type AccessWorld, startAccessWorld } from './access-world.ts'

let world: AccessWorld
beforeEach(async () => {
  world = await startAccessWorld([
    { who: 'berlin@example.com', role: 'marketer', regions: ['dach'] },
    { who: 'all@example.com', role: 'marketer', regions: ['*'] },
    { who: 'looking@example.com', role: 'viewer', regions: ['*'] },
  ])
  const of = (name: string, ...territories: string[]) => campaign(name, ['one'], { territories })
  await world.ingest(title('one'), asset('one'), of('here', 'DE'), of('wide', 'DE', 'GB'), of('there', 'GB'))
})
afterEach(() => world.close())

const EDIT = { ids: ['cmp_here', 'cmp_wide', 'cmp_there'], set: { weight: 2 }, reason: 'a reason' }
async function asked(who: string, path: string, body: object) {
  const answer = await world.asRole(who, 'POST', path, body)
  return { status: answer.status, body: (await answer.json()) as CampaignBulkDone }
}
const refused = ({ changes }: CampaignBulkDone) => changes.filter((each) => each.refused !== null).map(({ id }) => id)

it('a change reaches the campaigns of which a role reaches every region, before and after, and no others', async () => {
  const { body } = await asked('berlin', '/campaigns/bulk', EDIT)
  expect(refused(body)).toEqual(['cmp_there', 'cmp_wide'])
  const moved = await asked('berlin', '/campaigns/bulk', { ...EDIT, set: { territories: ['GB'] } })
  expect(refused(moved.body)).toEqual(['cmp_here', 'cmp_there', 'cmp_wide'])
})

it('what a role may not see is refused as what is not there', async () => {
  const { body } = await asked('berlin', '/campaigns/bulk', { ...EDIT, ids: ['cmp_there', 'cmp_gone'] })
  expect(new Set(body.changes.map((each) => each.refused)).size).toBe(1)
})

it('an undo takes the role of the edit that it is, in every region', async () => {
  const { body } = await asked('all', '/campaigns/bulk', EDIT)
  const undone = await asked('berlin', `/changes/${body.change}/undo`, { reason: 'a reason' })
  expect(refused(undone.body)).toEqual(['cmp_wide'])
  expect((await asked('looking', `/changes/${body.change}/undo`, { reason: 'a reason' })).status).toBe(403)
})

it('an undo tells nothing of campaigns that a role may not see, and leaves them to be undone', async () => {
  const { body } = await asked('all', '/campaigns/bulk', EDIT)
  const some = await asked('berlin', `/changes/${body.change}/undo`, { reason: 'a reason' })
  expect(some.body.changes.map(({ id }) => id)).toEqual(['cmp_here', 'cmp_wide'])
  const rest = await asked('all', `/changes/${body.change}/undo`, { reason: 'a reason' })
  expect(rest.body).toMatchObject({ done: 2, unchanged: 1, refused: 0 })
})

it('a change of which a role may see no campaign is not found, like one that there never was', async () => {
  const { body } = await asked('all', '/campaigns/bulk', { ...EDIT, ids: ['cmp_there'] })
  const hidden = await asked('berlin', `/changes/${body.change}/undo`, { reason: 'a reason' })
  const none = await asked('berlin', '/changes/chg_none/undo', { reason: 'a reason' })
  expect(hidden.status).toBe(404)
  expect(hidden.body).toEqual(none.body)
})
