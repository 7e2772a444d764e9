import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await world.ingest(
    ...['a', 'b', 'c'].map((name) => title(name)),
    asset('a', { tags: ['summer sale'], feed: { id: 'Studio North', itemId: '1' } }),
    asset('b', { tags: ['\u00e9t\u00e9'] }),
    asset('c', { tags: ['Kids'] }),
    campaign('ab', ['a', 'b'], { owner: 'EMEA  marketing' }),
    campaign('c', ['c']),
  )
  expect(await world.publish()).toMatchObject({ outcome: 'published' })
})
afterEach(() => world.close())

async function order(target: string, more: object = {}) {
  const answer = await world.ops('POST', '/takedowns', { target, reason: 'test', ...more })
  return { status: answer.status, body: (await answer.json()) as { known?: boolean; takedown?: { id: string } } }
}

/** What is taken down in Germany. */
async function gone(): Promise<string> {
  const asked = { surface: 'home-hero', country: 'DE', now: new Date(world.clock.now).toISOString(), cap: 18 }
  const answer = await world.ops('POST', '/explain', asked)
  const { rejected } = (await answer.json()) as { rejected: { assetId: string; first: string }[] }
  const ids = rejected.filter(({ first }) => first === 'takedown').map(({ assetId }) => assetId.slice(4))
  return ids.sort().join('')
}

describe('an order, however it is spelled', () => {
  it.each([
    ['tag:summer sale', 'a'],
    ['tag:  Summer\u00a0Sale', 'a'],
    ['feed:studio north', 'a'],
    ['tag:e\u0301te\u0301', 'b'],
    ['tag:\u00c9T\u00c9', 'b'],
    ['tag:kids', 'c'],
    ['owner:EMEA marketing', 'ab'],
  ])('an order finds what it names, however it is spelled: %s', async (target, assets) => {
    const { status, body } = await order(target)
    expect([status, body.known]).toEqual([201, true])
    expect(await gone()).toBe(assets)
  })

  it('an order finds a campaign that selects by a tag in another spelling, too', async () => {
    await world.ingest({ ...campaign('c', []), assets: { tags: ['KIDS'] } })
    expect(await world.publish()).toMatchObject({ outcome: 'published' })
    await order('cmp_c')
    expect(await gone()).toBe('c')
  })
})

describe('an order that reaches nothing', () => {
  it.each(['tag:sumer sale', 'feed:studio', 'owner:nobody', 'surface:browse-tile', 'ttl_none', 'ast_A', 'cmp_none'])(
    'an order on %s reaches nothing, says so, and holds',
    async (target) => {
      const { status, body } = await order(target)
      expect([status, body.known]).toEqual([201, false])
      expect((await world.edge())?.takedowns.entries.map((entry) => entry.target)).toEqual([target])
    },
  )

  it('an order says that it reaches nothing before it is given, when asked to try, and takes nothing down', async () => {
    expect(await order('tag:sumer sale', { dryRun: true })).toMatchObject({ status: 200, body: { known: false } })
    expect(await order('tag:summer sale', { dryRun: true })).toMatchObject({ status: 200, body: { known: true } })
    expect((await world.edge())?.takedowns.entries).toEqual([])
  })

  it('an order reaches something where the house idents play', async () => {
    expect((await order('surface:home-hero', { dryRun: true })).body.known).toBe(true)
    expect((await order('surface:post-play', { dryRun: true, territories: ['FR'] })).body.known).toBe(true)
  })
})

it('every territory form that a record accepts is one that an order accepts', async () => {
  const { territories, groups } = bundledRules()
  const forms = ['*', ...territories.keys(), ...[...groups.keys()].map((name) => `@${name}`)]
  await world.ingest(asset('forms', { titleId: 'ttl_a', territories: forms }))
  expect((await order('tag:kids', { territories: forms.slice(1) })).status).toBe(201)
  for (const form of ['@eu', '@dach', 'DE', '*'].filter((each) => forms.includes(each))) {
    expect((await order('tag:kids', { territories: [form] })).status).toBe(201)
  }
  expect(await gone()).toBe('c')
})
