import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: PublisherWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(title('one'), asset('one'))
  await world.ingest(
    campaign('a', ['one'], { name: 'zebra', priority: 'evergreen', start: '2026-03-01T00:00:00' }),
    campaign('b', ['one'], { name: 'Apple', priority: 'takeover', end: '2027-01-01T00:00:00' }),
    campaign('c', ['one'], { name: 'melon', goal: { impressions: 500 }, end: '2026-12-01T00:00:00' }),
  )
})
afterAll(() => world.close())

interface Listed {
  readonly campaigns: readonly {
    readonly id: string
    readonly goal: object | null
    readonly delivered: number | null
  }[]
  readonly cursor: string | null
}
const list = async (query: string) => (await (await world.ops('GET', `/campaigns?${query}`)).json()) as Listed
const ids = async (query: string) => (await list(query)).campaigns.map(({ id }) => id.slice(4)).join('')

it('campaigns come in the order that is asked for, either way round, and by id where that does not tell', async () => {
  expect(await ids('')).toBe('abc')
  expect(await ids('sort=-id')).toBe('cba')
  expect(await ids('sort=name')).toBe('bca')
  expect(await ids('sort=tier')).toBe('bca')
  expect(await ids('sort=-start')).toBe('abc')
  expect(await ids('sort=end')).toBe('cba')
  expect((await world.ops('GET', '/campaigns?sort=colour')).status).toBe(400)
})

it('a sorted list goes on behind its cursor, and says so when its place is lost', async () => {
  const first = await list('sort=name&limit=2')
  expect(first.cursor).toBe('cmp_c')
  expect(await ids(`sort=name&limit=2&cursor=${first.cursor}`)).toBe('a')
  const lost = await world.ops('GET', '/campaigns?sort=name&cursor=cmp_gone')
  expect([lost.status, await lost.json()]).toEqual([400, expect.objectContaining({ field: 'cursor' })])
  expect(await ids('sort=-id&cursor=cmp_bb')).toBe('ba')
})

it('a list tells the goals that are counted, and can be of these alone', async () => {
  const { campaigns } = await list('goal=counted')
  expect(campaigns).toMatchObject([{ id: 'cmp_c', goal: { kind: 'impressions', count: 500 }, delivered: null }])
})
