import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type EditorsWorld, ONE, startEditorsWorld } from './editors-world.ts'

let world: EditorsWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startEditorsWorld()
})
afterAll(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const { status: _status, ...SAID } = ONE

it.each([
  ['paused', 'pause'],
  ['ended', 'end'],
  ['review', 'submit'],
  ['live', 'draft, review, approved, paused, ended'],
  [7, 'draft, review, approved, paused, ended'],
])('a status that a campaign does not have is refused with what to do instead: %s', async (status, told) => {
  const before = await world.show()
  const refused = await world.put('anna', { ...SAID, status, weight: 4 })
  expect(refused).toMatchObject({ status: 400, body: { field: 'status', detail: expect.stringContaining(told) } })
  expect((await world.show()).body).toEqual(before.body)
})

it('a new campaign is not approved by the status that it is sent with', async () => {
  const refused = await world.make('anna', { ...SAID, id: 'cmp_new', status: 'approved' })
  expect(refused).toMatchObject({ status: 400, body: { field: 'status', detail: expect.stringContaining('submit') } })
  expect((await world.show('cmp_new')).status).toBe(404)
})

it.each(['paused', 'live'])('a new campaign has no status that it could be sent with as it is: %s', async (status) => {
  const { body } = await world.make('anna', { ...SAID, id: 'cmp_new', status })
  expect(body.detail).toBe('A new campaign is a draft: leave `status` out.')
})

it('what was read is sent back changed, with the status that it has: of the campaign, and of what waits', async () => {
  const { body } = await world.show()
  const first = await world.put('anna', { ...(body.campaign as object), weight: 2 })
  expect(first).toMatchObject({
    status: 200,
    body: { state: 'live', next: { campaign: { weight: 2, status: 'draft' } } },
  })
  await world.act('anna', 'submit')
  const waiting = (await world.show()).body.next?.campaign
  expect(waiting).toMatchObject({ status: 'review' })
  const second = await world.put('anna', { ...waiting, weight: 3 })
  expect(second.body).toMatchObject({ state: 'live', next: { campaign: { weight: 3, status: 'draft' } } })
})

it('what was read before somebody paused it is not sent back as approved', async () => {
  const { body } = await world.show()
  await world.act('ben', 'pause')
  expect(await world.put('anna', { ...(body.campaign as object), weight: 5 })).toMatchObject({
    status: 400,
    body: { field: 'status', detail: expect.stringContaining('is paused') },
  })
})
