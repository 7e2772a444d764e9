import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { announcedList } from '../../../src/publisher/takedowns/lists/announced-list.ts'
import { keepTakedowns } from '../../../src/publisher/takedowns/lists/keep-list.ts'
import { type KeptWorld, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'
import { storedState, takeBack } from '../stored-state.ts'

const HOUR_MS = 3_600_000
const FILMS = ['one', 'two']
const REST = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const withRights = (name: string) => asset(name, { validUntil: '2026-12-21T00:00:00' })
const over = asset('one', { validUntil: '2026-11-21T00:00:00' })

let world: PublisherWorld
let published: KeptWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  const records = [...FILMS, ...REST].flatMap((name) => [title(name), withRights(name)])
  await world.ingest(...records, campaign('main', FILMS), campaign('rest', REST), campaign('other', ['a']))
  await world.publish()
  published = world.keep()
  await world.close()
})
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  world = await startPublisherWorld('small', published)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

async function shown(film: string): Promise<boolean> {
  const asked = { surface: 'home-hero', country: 'DE', asset: `ast_${film}`, cap: 18, adult: true }
  const answer = await world.ops('POST', '/explain', { ...asked, now: new Date(world.clock.now).toISOString() })
  return ((await answer.json()) as { kept: unknown[] }).kept.length > 0
}

/** Changes that nothing passes for knowing of. */
async function held() {
  const { delta } = await announcedList('dach', world.publisher)
  return delta.changes.filter(({ number }) => number > 2 ** 52)
}

async function act(path: string): Promise<void> {
  expect((await world.ops('POST', path, { reason: 'test' })).status).toBe(200)
}

/** Time in which every list is written again, and what is no longer held leaves it. */
async function passes(): Promise<void> {
  world.clock.now += 3 * HOUR_MS
  await world.ingest(asset('b', { name: { en: `B at ${world.clock.now}` } }))
  await world.publish()
  await keepTakedowns(world.publisher)
}

async function dies(records: readonly object[], fault: RegExp): Promise<void> {
  world.door.misbehave((_number, _path, body) => (fault.test(body) ? 'error-500' : null))
  const answer = await world.ops('POST', '/ingest?approve=1', records)
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('even so, what it would narrow')])
  world.door.misbehave(() => null)
}

const NEXT: readonly [what: string, change: () => Promise<void>][] = [
  ['a pause of another campaign', () => act('/campaigns/cmp_other/pause')],
  ['the end of another campaign', () => act('/campaigns/cmp_other/end')],
  ['an ingest that narrows', () => world.ingest(asset('c', { validUntil: '2026-11-25T00:00:00' }))],
  ['an ingest that narrows nothing', () => world.ingest(asset('c', { name: { en: 'C' } }))],
  ['another ingest that dies', () => dies([asset('c', { validUntil: '2026-11-25T00:00:00' })], /"rename"/i)],
]

describe('what an ingest announced before it died', () => {
  it.each(NEXT)('what an ingest announced before it died stays withdrawn through %s', async (_what, change) => {
    await dies([over], /"rename"/i)
    expect(await shown('one')).toBe(false)
    await change()
    await act('/campaigns/cmp_rest/pause')
    expect(await shown('one')).toBe(false)
    await passes()
    expect([await shown('one'), await shown('two')]).toEqual([false, true])
  })

  it('a change of a dead ingest is over when its record is sent again', async () => {
    await dies([over], /"rename"/i)
    await act('/campaigns/cmp_other/pause')
    expect((await held()).map(({ targets }) => targets)).toEqual([['ast_one']])
    await world.ingest(over)
    await passes()
    expect([await shown('one'), await held()]).toEqual([false, []])
  })

  it('a change of a dead ingest is over when it is lifted, for good', async () => {
    await dies([over], /"rename"/i)
    await act('/campaigns/cmp_other/pause')
    expect((await world.ops('DELETE', '/takedowns/change:1')).status).toBe(200)
    await act('/campaigns/cmp_other/resume')
    await act('/campaigns/cmp_other/pause')
    await passes()
    expect(await shown('one')).toBe(true)
  })

  it('a lifted change of a dead ingest is over though nothing was drawn since, and so is no change before it', async () => {
    await dies([over], /"rename"/i)
    await dies([asset('two', { validUntil: '2026-11-21T00:00:00' })], /"rename"/i)
    await world.redis('SADD', 'narrowings:unmade', '2')
    await keepTakedowns(world.publisher)
    expect((await world.ops('DELETE', '/takedowns/change:2')).status).toBe(200)
    await passes()
    expect([await shown('one'), await shown('two')]).toEqual([false, true])
  })
})

describe('a change that the store lost', () => {
  beforeEach(async () => {
    const before = await storedState(world)
    world.clock.now += 60_000
    await world.ingest(campaign('main', FILMS, { territories: ['AT'] }))
    await world.publish()
    await takeBack(world, before)
    await keepTakedowns(world.publisher)
    expect(await shown('one')).toBe(false)
  })

  it('a change that the store lost is not over when its campaign is paused and resumed', async () => {
    await act('/campaigns/cmp_main/pause')
    await act('/campaigns/cmp_main/resume')
    await passes()
    expect(await shown('one')).toBe(false)
    expect((await held()).map(({ targets }) => targets)).toEqual([['cmp_main']])
  })

  it('a change that the store lost is over when its record is sent again', async () => {
    await world.ingest(campaign('main', FILMS, { territories: ['AT'] }))
    await world.ingest(campaign('main', FILMS))
    await passes()
    expect(await shown('one')).toBe(true)
  })

  it('a change that the store lost is not over when its record is sent again and that ingest dies', async () => {
    await dies([campaign('main', FILMS, { territories: ['AT'] })], /"rename"/i)
    await act('/campaigns/cmp_other/pause')
    const answer = await world.ops('DELETE', '/takedowns/change:2')
    expect(answer.status).toBe(200)
    await passes()
    expect(await shown('one')).toBe(false)
  })
})
