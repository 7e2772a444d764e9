import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { campaign } from '../records.ts'
import { type EditorsWorld, ONE, startEditorsWorld } from './editors-world.ts'

let world: EditorsWorld
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  world = await startEditorsWorld()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const DAYS_MS = 86_400_000
const TAKEOVER = { ...ONE, priority: 'takeover' }
const NEW = campaign('new', ['one'], { territories: ['DE'], priority: 'takeover' })

async function submitted(change: object = { weight: 2 }): Promise<void> {
  await world.put('anna', { ...ONE, ...change })
  expect((await world.act('anna', 'submit')).status).toBe(200)
}
async function requests() {
  const { body } = await world.ask('ben', 'GET', '/approvals')
  return body.approvals as { id: string; state: string; regions: string[]; proposedBy: string }[]
}
const approveRequest = (who: string, id: string | undefined) => world.ask(who, 'POST', `/approvals/${id}/approve`, {})

describe('a request that has lapsed', () => {
  it('what was submitted 14 days ago is approved by no door, and the campaign says so', async () => {
    await submitted()
    world.clock.now += 14 * DAYS_MS
    const [request] = await requests()
    expect(request).toMatchObject({ state: 'lapsed' })
    for (const refused of [await world.act('ben', 'approve'), await approveRequest('ben', request?.id)]) {
      expect(refused).toMatchObject({
        status: 409,
        body: { title: 'Lapsed', detail: expect.stringContaining('submit') },
      })
    }
    expect((await world.bulk('ben', { verb: 'approve' })).body).toMatchObject({ done: 0, refused: 1 })
    expect((await world.show()).body).toMatchObject({ campaign: { weight: 1 }, approval: { state: 'lapsed' } })
  })

  it('the last millisecond of the 14 days is early enough', async () => {
    await submitted()
    world.clock.now += 14 * DAYS_MS - 1
    expect((await world.act('ben', 'approve')).status).toBe(200)
  })

  it.each([
    ['by itself', () => world.act('anna', 'submit')],
    ['with others', () => world.bulk('anna', { verb: 'submit' })],
  ])('what lapsed is submitted again %s, and then approved', async (_how, submitAgain) => {
    await submitted()
    world.clock.now += 15 * DAYS_MS
    expect((await submitAgain()).status).toBe(200)
    expect((await world.show()).body).toMatchObject({ approval: { state: 'asked', askedBy: 'anna@example.com' } })
    expect((await world.act('anna', 'approve')).status).toBe(403)
    expect((await world.act('ben', 'approve')).body).toMatchObject({ campaign: { weight: 2 }, next: null })
  })

  it('what lapsed is not submitted again while the linter finds errors', async () => {
    await submitted({ end: '2026-12-01T00:00:00', assets: { addedWithinDays: 10 } })
    world.clock.now += 15 * DAYS_MS
    expect(await world.act('anna', 'submit')).toMatchObject({ status: 409, body: { field: 'findings' } })
  })

  it('what is submitted twice within its time is asked for once', async () => {
    await submitted()
    expect((await world.act('ben', 'submit')).body).toMatchObject({ outcome: 'unchanged' })
    expect(await requests()).toHaveLength(1)
  })
})

describe('what an ingest leaves in review', () => {
  it.each([
    ['a new campaign', NEW],
    ['a change of one that is on the air', TAKEOVER],
  ])('an ingest asks for the approval of what it leaves in review: %s', async (_what, record) => {
    await world.ask('anna', 'POST', '/ingest?approve=1', [record])
    expect(await requests()).toMatchObject([{ state: 'asked', proposedBy: 'anna@example.com' }])
    const [request] = await requests()
    expect((await world.show(record.id)).body).toMatchObject({ approval: { id: request?.id, state: 'asked' } })
    expect((await approveRequest('anna', request?.id)).status).toBe(403)
    expect((await approveRequest('ben', request?.id)).status).toBe(200)
    expect((await world.show(record.id)).body).toMatchObject({ campaign: { priority: 'takeover', status: 'approved' } })
  })

  it('a dry run asks for nothing', async () => {
    await world.ask('anna', 'POST', '/ingest?approve=1&dryRun=1', [NEW])
    expect(await requests()).toEqual([])
  })

  it('what a delivery leaves in review is asked for too', async () => {
    await world.ops('PUT', '/feeds/north', { format: 'ndjson', owner: 'partners', territories: ['*'], mode: 'delta' })
    await world.ask('anna', 'POST', '/feeds/north/deliveries?mode=delta&approve=1', [NEW])
    expect(await requests()).toMatchObject([{ state: 'asked', proposedBy: 'anna@example.com' }])
  })
})

describe('who may approve', () => {
  it('a role reaches over what is on the air and what waits, by whichever door it approves', async () => {
    await world.ingest(campaign('wide', ['one'], { territories: ['DE', 'GB'] }))
    await world.put('anna', campaign('wide', ['one'], { territories: ['DE'] }), 'cmp_wide')
    await world.act('anna', 'submit', 'cmp_wide')
    const [request] = await requests()
    expect(request?.regions).toEqual(expect.arrayContaining(['dach', 'uki']))
    expect((await world.act('berlin', 'approve', 'cmp_wide')).status).toBe(403)
    expect((await approveRequest('berlin', request?.id)).status).toBe(403)
    expect((await world.show('cmp_wide')).body).toMatchObject({ campaign: { territories: ['DE', 'GB'] } })
  })

  it('a request whose campaign has moved elsewhere since asks for the regions of today', async () => {
    await submitted()
    await world.ask('cara', 'POST', '/ingest?approve=1', [{ ...ONE, territories: ['DE', 'GB'] }])
    const [request] = await requests()
    expect((await approveRequest('berlin', request?.id)).status).toBe(403)
  })

  it('a role that does not reach over what waits does not overwrite it', async () => {
    await world.put('anna', { ...ONE, territories: ['DE', 'GB'] })
    expect((await world.put('berlin', { ...ONE, weight: 4 })).status).toBe(403)
    expect((await world.act('berlin', 'withdraw')).status).toBe(403)
    expect((await world.show()).body).toMatchObject({ next: { campaign: { territories: ['DE', 'GB'] } } })
  })

  it('a service approves what takes one approval, and never what takes two persons, nor what it wrote', async () => {
    await submitted()
    expect((await world.act('robot', 'approve')).status).toBe(200)
    await submitted({ priority: 'takeover' })
    const request = (await requests()).find(({ state }) => state === 'asked')
    expect((await world.act('robot', 'approve')).status).toBe(403)
    expect((await approveRequest('robot', request?.id)).status).toBe(403)
    await world.act('anna', 'withdraw')
    await world.act('anna', 'withdraw')
    await world.put('robot', { ...ONE, weight: 3 })
    await world.act('anna', 'submit')
    expect((await world.act('robot', 'approve')).status).toBe(403)
  })
})
