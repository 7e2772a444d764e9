import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'
import table from './selections.json' with { type: 'json' }

/** What a campaign comes to select instead, or an asset comes to be: what that withdraws, before any publish. */
const ONE = asset('one', { tags: ['x', 'promo'], feed: { id: 'f', itemId: '1' } })
const REST = Array.from({ length: 12 }, (_, index) => `rest${index}`)
const OTHERS = [
  title('series', { kind: 'series' }),
  title('one', { kind: 'episode', parentId: 'ttl_series' }),
  ONE,
  title('two'),
  asset('two', { tags: ['y'] }),
  ...REST.flatMap((name) => [title(name), asset(name)]),
  campaign('rest', REST),
]
const selecting = (assets: unknown) => ({ ...campaign('main', []), assets })

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
})
afterEach(() => world.close())

async function withdrawn(): Promise<readonly string[]> {
  return ((await world.edge())?.takedowns.narrowings ?? []).flatMap(({ targets }) => targets).sort()
}

async function shows(name: string): Promise<boolean> {
  const asked = { surface: 'home-hero', country: 'DE', asset: `ast_${name}`, cap: 18, adult: true }
  const answer = await world.ops('POST', '/explain', { ...asked, now: new Date(world.clock.now).toISOString() })
  return ((await answer.json()) as { kept?: unknown[] }).kept?.length === 1
}

describe('a campaign that comes to select', () => {
  it.each(table.map((row) => [row.what, row] as const))(
    'a campaign that comes to select %s withdraws what it shows no longer',
    async (_what, row) => {
      await world.ingest(...OTHERS, selecting(row.before))
      await world.publish()
      const changes = [
        ...(row.after === null ? [] : [selecting(row.after)]),
        ...(row.asset === null ? [] : [{ ...ONE, ...row.asset }]),
      ]
      // The order of a feed's lines says nothing.
      await world.ingest(...changes.reverse())
      expect(await withdrawn()).toEqual(row.withdraws)
    },
  )

  it('a campaign that selects fewer gives back what another selects, and shows none else under older snapshots', async () => {
    await world.ingest(
      ...OTHERS,
      selecting({ tags: ['x', 'y'] }),
      campaign('also', ['one'], { surfaces: ['post-play'] }),
    )
    await world.publish()
    expect([await shows('one'), await shows('two')]).toEqual([true, true])
    world.clock.now += 60_000
    await world.ingest(selecting({ tags: ['y'] }))
    expect([await shows('one'), await shows('two')]).toEqual([false, true])
    world.clock.now += 60_000
    expect((await world.publish()).outcome).toBe('published')
    expect(await shows('one')).toBe(false)
    const rollback = await world.ops('POST', '/regions/dach/rollback', { reason: 'posters', to: null })
    expect(rollback.status).toBe(409)
  })

  it('a campaign that was not approved withdraws nothing when it selects otherwise', async () => {
    await world.ingest(...OTHERS, { ...selecting({ tags: ['x'] }), status: 'paused' })
    await world.publish()
    await world.ingest({ ...selecting({ tags: ['y'] }), status: 'paused' })
    await world.ingest({ ...ONE, tags: [] })
    expect(await withdrawn()).toEqual([])
  })
})

it('many assets that a campaign loses at once withdraw the campaign, and not each of them', async () => {
  const names = Array.from({ length: 1_001 }, (_, index) => `many${index}`)
  await world.ingest(...OTHERS, selecting({ tags: ['x'] }))
  await world.publish()
  await world.ingest(...names.map((name) => asset(name, { titleId: 'ttl_two', tags: ['many'] })))
  await world.ingest(selecting({ tags: ['many', 'x'] }))
  await world.ingest(selecting({ tags: ['x'] }))
  expect(await withdrawn()).toEqual(['cmp_main'])
})
