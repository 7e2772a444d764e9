import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ingestStream } from '../../src/schedule/ingest/ingest.ts'
import { aCampaign, anAsset, aTitle } from '../ingest/records.ts'
import { readCollected } from './collected-schedule.ts'
import { type Harness, ndjson, regionsOf, startHarness } from './harness.ts'

describe('readRegionSchedule', () => {
  let harness: Harness
  beforeEach(async () => {
    harness = await startHarness()
  })
  afterEach(() => harness.close())

  const ingest = (...lines: object[]) =>
    ingestStream(harness.dependencies, ndjson(...lines), { approve: true, actor: 'mia' })
  const read = (region: Parameters<typeof readCollected>[1] = 'dach') =>
    readCollected(harness.dependencies.redis, region, { regionsOf, now: harness.clock.now })
  const campaignsOf = async (region?: Parameters<typeof read>[0]) =>
    Object.fromEntries((await read(region)).campaigns.map(({ record, assets }) => [record.id, assets]))

  it("readRegionSchedule reads a region's campaigns, their assets, and titles up to the series", async () => {
    await ingest(
      aTitle({ id: 'ttl_series', kind: 'series' }),
      aTitle({ id: 'ttl_season', kind: 'season', parentId: 'ttl_series' }),
      aTitle({ id: 'ttl_episode', kind: 'episode', parentId: 'ttl_season' }),
      aTitle({ id: 'ttl_other' }),
      anAsset({ titleId: 'ttl_episode' }),
      anAsset({ id: 'ast_other', titleId: 'ttl_other' }),
      aCampaign(),
      aCampaign({ id: 'cmp_fr', territories: ['FR'], assets: ['ast_other'] }),
    )
    const schedule = await read()
    expect(schedule.revision).toBe(1)
    expect(schedule.campaigns.map(({ record, assets }) => [record.id, assets])).toEqual([['cmp_1', ['ast_1']]])
    expect(schedule.assets.map(({ id }) => id)).toEqual(['ast_1'])
    expect(schedule.titles.map(({ id }) => id)).toEqual(['ttl_episode', 'ttl_season', 'ttl_series'])
  })

  it('readRegionSchedule gives campaigns of every status', async () => {
    const statuses = ['paused', 'ended']
    await ingest(aTitle(), anAsset(), ...statuses.map((status) => aCampaign({ id: `cmp_${status}`, status })))
    await ingestStream(harness.dependencies, ndjson(aCampaign({ id: 'cmp_draft' })), {
      approve: false,
      actor: 'mia',
    })
    expect((await read()).campaigns.map(({ record }) => record.status)).toEqual(['draft', 'ended', 'paused'])
  })

  it('readRegionSchedule resolves selectors over all assets, where every given field must match', async () => {
    const day = 86_400_000
    const feed = (id: string) => ({ id, itemId: 'x' })
    await ingest(aTitle(), aTitle({ id: 'ttl_2' }), anAsset({ id: 'ast_old', tags: ['a'], feed: feed('f1') }))
    harness.clock.now += 30 * day
    await ingest(
      anAsset({ id: 'ast_a', tags: ['a', 'b'], feed: feed('f1') }),
      anAsset({ id: 'ast_b', tags: ['b'], feed: feed('f2'), titleId: 'ttl_2' }),
      anAsset({ id: 'ast_promo', kind: 'promo', titleId: null, name: { en: 'Soon' } }),
      aCampaign({ id: 'cmp_all', assets: { addedWithinDays: 3650 } }),
      aCampaign({ id: 'cmp_feed', assets: { feed: 'f1' } }),
      aCampaign({ id: 'cmp_new', assets: { feed: 'f1', addedWithinDays: 30 } }),
      aCampaign({ id: 'cmp_none', assets: { feed: 'f1', titles: ['ttl_2'] } }),
      aCampaign({ id: 'cmp_tags', assets: { tags: ['b', 'zzz'] } }),
      aCampaign({ id: 'cmp_titles', assets: { titles: ['ttl_2'] } }),
    )
    expect(await campaignsOf()).toEqual({
      cmp_all: ['ast_a', 'ast_b', 'ast_old', 'ast_promo'],
      cmp_feed: ['ast_a', 'ast_old'],
      cmp_new: ['ast_a'],
      cmp_none: [],
      cmp_tags: ['ast_a', 'ast_b'],
      cmp_titles: ['ast_b'],
    })
    // In the order of their hashes.
    expect((await read()).assets.map(({ id }) => id)).toEqual(['ast_old', 'ast_promo', 'ast_a', 'ast_b'])
  })

  it('readRegionSchedule leaves out what the rules put elsewhere, and serves unknown places from world', async () => {
    await ingest(aTitle(), anAsset(), aCampaign(), aCampaign({ id: 'cmp_all', territories: ['*'] }))
    await harness.backend.execute(['SADD', 'region:fr:campaigns', 'cmp_1'])
    expect(Object.keys(await campaignsOf('fr'))).toEqual(['cmp_all'])
    expect(Object.keys(await campaignsOf('world'))).toEqual(['cmp_all'])
    expect(await campaignsOf('apac')).toEqual({})
  })

  it('readRegionSchedule reads many more assets than fit one request', async () => {
    const assets = Array.from({ length: 1100 }, (_, index) => anAsset({ id: `ast_${index}`, tags: ['many'] }))
    await ingest(
      aTitle(),
      ...assets,
      aCampaign({ assets: { tags: ['many'] } }),
      aCampaign({ id: 'cmp_2', assets: assets.map(({ id }) => id) }),
    )
    const { campaigns } = await read()
    expect(campaigns.map((campaign) => campaign.assets.length)).toEqual([1100, 1100])
  })

  it('readRegionSchedule reads again when the schedule changes meanwhile', async () => {
    await ingest(aTitle(), anAsset(), aCampaign())
    let writes = 0
    harness.door.misbehave((_, __, body) => {
      if (body.includes('campaign:cmp_1') && writes < 2) {
        writes += 1
        void harness.backend.execute(['INCR', 'schedule:rev'])
      }
      return null
    })
    expect((await read()).revision).toBe(3)
  })

  it('readRegionSchedule gives up with a clear error when the schedule never stands still', async () => {
    await ingest(aTitle(), anAsset(), aCampaign())
    harness.door.misbehave((_, __, body) => {
      if (body.includes('schedule:rev')) void harness.backend.execute(['INCR', 'schedule:rev'])
      return null
    })
    await expect(read()).rejects.toThrow(/changed during each of 3 readings of region dach/)
  })

  it.each([
    ['garbled', '{"revision":1,'],
    ['of another id', JSON.stringify({ revision: 1, addedAt: 1, changedAt: 1, record: anAsset({ id: 'ast_2' }) })],
    [
      'without a field',
      JSON.stringify({ revision: 1, addedAt: 1, changedAt: 1, record: { ...anAsset(), renditions: [] } }),
    ],
  ])('readRegionSchedule refuses a document that is %s, naming it', async (_, json) => {
    await ingest(aTitle(), anAsset(), aCampaign())
    await harness.backend.execute(['SET', 'asset:ast_1', json])
    await expect(read()).rejects.toThrow(/asset:ast_1 is not a stored asset/)
  })
})
