import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, ask, type Body, itemsOf, statusOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled, films } from '../schedule.ts'
import type { Fault } from './fault-storage.ts'
import { type PublishedPage, pagesOf } from './text-world.ts'

/** Words come page by page, and any page may be late, away, or not what it should be. */
const FAULTS: readonly (readonly [Fault, string])[] = [
  ['throw', 'unavailable'],
  ['hang', 'unavailable'],
  ['absent', 'missing'],
  ['truncate', 'size'],
  ['grow', 'size'],
  ['flip', 'hash'],
]
/** Four pages or so. */
const DACH = compiled('dach', films(120))

let world: EdgeWorld
let pages: readonly PublishedPage[]

beforeAll(async () => {
  // Each place has a copy of its own, or one isolate's good page would be another's.
  const names = FAULTS.flatMap(([fault]) => [`all-${fault}`, `one-${fault}`])
  world = await startEdgeWorld(['healing', 'feed', 'large', 'only-winners', ...names], { cache: false })
  pages = await pagesOf('dach', DACH)
})
afterAll(() => world.close())

const spoil = ({ storage }: EdgeIsolate, some: readonly PublishedPage[], fault: Fault): void => {
  for (const { key } of some) storage.faults.set(key, fault)
}
const serving = async (isolate: EdgeIsolate, fault: Fault, some: readonly PublishedPage[]): Promise<void> => {
  spoil(isolate, some, fault)
  await publish(isolate.storage, world.key, 'dach', DACH)
  await fresh(isolate)
}
/** Not `until`, which waits for every page. */
const fresh = async (isolate: EdgeIsolate): Promise<void> => {
  await expect.poll(async () => (await statusOf(isolate, 'dach')).rung).toBe('fresh')
}
/** A film for everyone whose trailer is on this page; three of six are. */
const filmOn = (page: PublishedPage | undefined): string | undefined =>
  page?.assetIds
    .map((assetId) => /^ast_(film-\d+)-trailer$/.exec(assetId)?.[1] ?? '')
    .filter((film) => film !== '' && Number(film.slice(-3)) % 6 < 3)
    .map((film) => `ttl_${film}`)[0]
const screen = (isolate: EdgeIsolate, placements: readonly object[]): Promise<Answer> =>
  ask(isolate, '/v1/decisions', { country: 'DE', body: { placements } })
const tiles = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `t${at}`, surface: 'browse-tile' }))
const shown = (body: Body): readonly string[] =>
  [...itemsOf(body), ...Object.values(body.backups ?? {}).flat()].map(({ assetId }) => assetId)

it('the test world has pages enough for the rest to mean something', () => {
  expect(pages.length).toBeGreaterThan(2)
})

describe.each(FAULTS)('text pages with the fault %s (%s)', (fault, refusal) => {
  it('the baseline answers on every surface when all pages are away, and the status says why', async () => {
    const isolate = world.isolate(`all-${fault}`)
    await serving(isolate, fault, pages)
    for (const path of ['/v1/autoplay', '/v1/clips', '/v1/autoplay?surface=post-play']) {
      const { status, body } = await ask(isolate, path, { country: 'DE' })
      expect([status, body.snapshot.rung, body.noDecisions], path).toEqual([200, 'baseline', []])
      expect(
        itemsOf(body).every(({ campaignId }) => campaignId === 'cmp_house-idents'),
        path,
      ).toBe(true)
    }
    await expect
      .poll(async () => (await statusOf(isolate, 'dach')).text)
      .toMatchObject({ held: 0, lastRefusal: refusal })
  })

  it('the next eligible winners are shown when one page is away, and none that stands on it', async () => {
    const isolate = world.isolate(`one-${fault}`)
    const [bad] = pages
    await serving(isolate, fault, bad ? [bad] : [])
    const placements = [{ id: 'hero', surface: 'home-hero' }, ...tiles(12)]
    let full = 0
    // The other pages are read for the first time: a busy machine may be late with them, too.
    for (let turn = 0; turn < 100 && full < 5; turn++) {
      const { status, body } = await screen(isolate, placements)
      expect(status).toBe(200)
      expect(shown(body).filter((assetId) => bad?.assetIds.includes(assetId))).toEqual([])
      if (body.snapshot.rung !== 'baseline' && itemsOf(body).length === placements.length) full++
    }
    expect(full).toBe(5)
  })

  it('a placement whose only page is away says so, and the others are answered', async () => {
    const isolate = world.isolate(`one-${fault}`)
    const titleId = filmOn(pages[0])
    const pinned = { id: 'pinned', surface: 'title-detail', titleId }
    const { status, body } = await screen(isolate, [pinned, ...tiles(3)])
    expect([status, itemsOf(body).length]).toEqual([200, 3])
    expect(body.snapshot.rung).not.toBe('baseline')
    expect(body.noDecisions).toEqual([{ placement: 'pinned', statusCode: 522, reason: 'unavailable' }])
  })
})

describe('an answer', () => {
  it('an answer reads the pages of its winners and no other', async () => {
    const isolate = world.isolate('only-winners')
    const own = pages.at(-2)
    const titleId = filmOn(own)
    await serving(
      isolate,
      'hang',
      pages.filter((page) => page !== own),
    )
    const { body } = await screen(isolate, [{ id: 'pinned', surface: 'title-detail', titleId }])
    expect(itemsOf(body)[0]?.titleId).toBe(titleId)
    expect((await statusOf(isolate, 'dach')).text.held).toBe(1)
  })

  it('an answer is made of what is in memory, however much is not', async () => {
    const isolate = world.isolate('large')
    // More assets than any list of single exclusions could hold.
    const large = compiled('dach', films(2500))
    const away = (await pagesOf('dach', large)).filter((_, at) => at % 3 > 0)
    spoil(isolate, away, 'hang')
    const lost = new Set(away.flatMap(({ assetIds }) => assetIds))
    expect(lost.size).toBeGreaterThan(4096)
    await publish(isolate.storage, world.key, 'dach', large)
    await fresh(isolate)
    const { status, body } = await ask(isolate, '/v1/clips?limit=50', { country: 'DE' })
    expect([status, body.snapshot.rung === 'baseline', shown(body).length > 0]).toEqual([200, false, true])
    expect(shown(body).filter((assetId) => lost.has(assetId))).toEqual([])
  })

  it('an answer shows again what a page has once the page is there', async () => {
    const isolate = world.isolate('healing')
    await serving(isolate, 'absent', pages)
    expect((await ask(isolate, '/v1/autoplay', { country: 'DE' })).body.snapshot.rung).toBe('baseline')
    isolate.storage.faults.clear()
    await until(isolate, 'dach', ({ rung }) => rung === 'fresh')
    const { body } = await ask(isolate, '/v1/autoplay', { country: 'DE' })
    expect(body.decisions['home-hero']?.[0]?.campaignId).toBe('cmp_wide')
  })
})

it('a walk that was short of words goes on, and comes back to what it left out', async () => {
  const isolate = world.isolate('feed')
  const [bad] = pages
  await serving(isolate, 'absent', bad ? [bad] : [])
  const first = await ask(isolate, '/v1/clips?limit=50', { country: 'DE' })
  expect(shown(first.body).length).toBeGreaterThan(0)
  expect(shown(first.body).filter((assetId) => bad?.assetIds.includes(assetId))).toEqual([])
  isolate.storage.faults.clear()
  await until(isolate, 'dach', ({ rung }) => rung === 'fresh')
  const cursor = encodeURIComponent(first.body.cursor ?? '')
  const second = await ask(isolate, `/v1/clips?limit=50&cursor=${cursor}`, { country: 'DE' })
  expect(shown(second.body).some((assetId) => bad?.assetIds.includes(assetId))).toBe(true)
  expect(shown(second.body).filter((assetId) => shown(first.body).includes(assetId))).toEqual([])
})

it("the place's own copy has the words that were shown, for a neighbour whose storage fails", async () => {
  const place = await startEdgeWorld(['near', 'far'])
  try {
    const [near, far] = [place.isolate('near'), place.isolate('far')]
    await publish(near.storage, place.key, 'dach', DACH)
    await until(near, 'dach', ({ rung }) => rung === 'fresh')
    const placements = [{ id: 'pinned', surface: 'title-detail', titleId: filmOn(pages[1]) }]
    const first = await screen(near, placements)
    spoil(far, pages, 'throw')
    await publish(far.storage, place.key, 'dach', DACH)
    await fresh(far)
    const second = await screen(far, placements)
    expect(itemsOf(second.body)).toHaveLength(1)
    expect(second.body.decisions).toEqual(first.body.decisions)
  } finally {
    await place.close()
  }
})
