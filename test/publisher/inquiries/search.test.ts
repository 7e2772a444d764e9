import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { SearchAnswer } from '../../../src/contracts/ops/answers/inquiries/search.ts'
import { fillSearch } from '../../../src/schedule/search/fill-search.ts'
import { searchEntries } from '../../../src/schedule/search/search-entries.ts'
import { type AccessWorld, startAccessWorld } from '../access/access-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: AccessWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startAccessWorld([
    { who: 'admin@example.com', role: 'admin', regions: ['*'] },
    { who: 'dach@example.com', role: 'viewer', regions: ['dach'] },
  ])
  await ingest(
    title('bunny', { name: { en: 'Big Buck Bunny', fr: 'Le Café des lapins', ar: 'ليلة الفيلم' } }),
    asset('bunny', { name: { en: 'Official trailer' } }),
    campaign('berlin', ['bunny'], { name: 'Bunny in Berlin', territories: ['DE'] }),
    campaign('paris', ['bunny'], { name: 'Bunny in Paris', territories: ['FR'] }),
    title('tall', { name: { en: 'e\u0301'.repeat(100) } }),
  )
})
afterAll(() => world.close())

async function ingest(...records: object[]) {
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('')
  expect((await world.asRole('admin', 'POST', '/ingest?approve=1', lines)).status).toBe(200)
}
async function find(q: string, who = 'admin@example.com', limit = 20) {
  const answer = await world.as(
    await world.token(who),
    'GET',
    `/search?${new URLSearchParams({ q, limit: String(limit) })}`,
  )
  expect(answer.status).toBe(200)
  return ((await answer.json()) as SearchAnswer).results.map(({ kind, id }) => `${kind} ${id}`)
}

describe('the search', () => {
  it('things are found by any word of any of their names, without accents and case, and by their ids', async () => {
    expect(await find('bun')).toEqual(['campaign cmp_berlin', 'campaign cmp_paris', 'title ttl_bunny'])
    for (const q of ['CAFE', 'buck b', 'lapins', 'ليلة', 'bunny BIG', 'ttl_bun']) {
      expect(await find(q), q).toEqual(['title ttl_bunny'])
    }
    expect(await find('ast_bunny')).toEqual(['asset ast_bunny'])
    expect(await find('ééé')).toEqual(['title ttl_tall'])
    expect(await find('nobody is called so')).toEqual([])
  })

  it('regions and takedowns are found beside what is scheduled', async () => {
    expect(await find('dac')).toEqual(['region dach'])
    const order = { target: 'ast_bunny', reason: 'a lawsuit in Rome', territories: ['FR'] }
    expect((await world.asRole('admin', 'POST', '/takedowns', order)).status).toBe(201)
    expect(await find('lawsuit')).toEqual([expect.stringMatching(/^takedown /)])
  })

  it('a role finds what it may read, and nothing of other regions', async () => {
    expect(await find('in berlin', 'dach@example.com')).toEqual(['campaign cmp_berlin'])
    expect(await find('in paris', 'dach@example.com')).toEqual([])
    expect(await find('lawsuit', 'dach@example.com')).toEqual([])
    expect(await find('fr', 'dach@example.com')).not.toContain('region fr')
  })

  it('a name that is gone finds nothing, and the new one is found at once', async () => {
    await ingest(campaign('paris', ['bunny'], { name: 'Hare in Paris', territories: ['FR'] }))
    expect([await find('bunny in paris'), await find('hare')]).toEqual([[], ['campaign cmp_paris']])
    const stored = await world.asRole('admin', 'GET', '/campaigns/cmp_paris')
    const { campaign: said } = (await stored.json()) as { campaign: { record?: object } }
    const headers = {
      'cf-access-jwt-assertion': await world.token('admin@example.com'),
      'content-type': 'application/json',
      'if-match': stored.headers.get('etag') ?? '',
    }
    const { record = said } = said as { record?: object }
    const renamed = { ...record, name: 'Rabbit in Paris', status: 'draft' }
    const put = await world.as('', 'PUT', '/campaigns/cmp_paris', renamed, headers)
    expect([200, 201], await put.clone().text()).toContain(put.status)
  })

  it('what was stored before there was an index is entered once', async () => {
    await world.redis('DEL', 'search', 'search:filled')
    expect(await find('buck')).toEqual([])
    expect(await fillSearch(world.publisher)).toBe(5)
    expect(await fillSearch(world.publisher)).toBeNull()
    expect(await find('big buck')).toEqual(['title ttl_bunny'])
  })

  it('questions that cannot be answered are refused by their field', async () => {
    for (const [query, field] of [
      ['', 'q'],
      ['q=', 'q'],
      [`q=${'a'.repeat(101)}`, 'q'],
      ['q=a&limit=0', 'limit'],
      ['q=a&limit=many', 'limit'],
      ['q=a&x=1', 'x'],
    ] as const) {
      const answer = await world.asRole('admin', 'GET', `/search?${query}`)
      expect([answer.status, ((await answer.json()) as { field: string }).field], query).toEqual([400, field])
    }
  })

  it('a document has few entries, and short ones, however long and many its names are', () => {
    const name = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`x-${index}`, `word${index} `.repeat(40)]),
    )
    const entries = searchEntries({ type: 'title', id: 'ttl_long' as never, name })
    expect(entries.length).toBeLessThanOrEqual(12)
    for (const entry of entries) expect(entry.length).toBeLessThan(120)
  })
})
