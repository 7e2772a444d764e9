import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RegionCompiler } from '../../src/compile/compiler.ts'
import { inRowOrder } from '../../src/model/columns/row-order.ts'
import type { RegionId } from '../../src/model/nouns/region.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { encodeSnapshot } from '../../src/snapshot/encode.ts'
import { TextEntries } from '../../src/snapshot/text/text-entries.ts'
import type { Schedule } from '../decide/case-world.ts'
import { schedules } from '../decide/oracle/generated-schedule.ts'
import { aCampaign, anAsset, aTitle, compiled, compiledWith } from './schedule.ts'

const regions = fc.constantFrom<RegionId>('na', 'dach', 'apac', 'world')

function bytesOf(region: RegionId, schedule: Schedule): string {
  const shards = encodeSnapshot(compiledWith(new TextEntries(), region, schedule))
  return shards.map(({ name, bytes }) => `${name} ${Buffer.from(bytes).toString('base64')}`).join('\n')
}

const byId = (left: { readonly id: string }, right: { readonly id: string }) => (left.id < right.id ? -1 : 1)

describe('the compiler', () => {
  it('the compiler keeps or rejects every asset of every campaign, exactly once', () => {
    fc.assert(
      fc.property(schedules, regions, (schedule, region) => {
        const { hot, text, rejected } = compiled(region, schedule)
        const kept = [...hot.candidateAsset].map((asset, index) => {
          const campaign = text.campaigns[hot.candidateCampaign[index] ?? -1] ?? '{}'
          return `${JSON.parse(text.assets[asset] ?? '[]')[0].assetId} ${JSON.parse(campaign).campaignId}`
        })
        const refused = rejected.map(({ assetId, campaignId }) => `${assetId} ${campaignId}`)
        const wanted = schedule.campaigns.flatMap((each) =>
          Array.isArray(each.assets) ? [...new Set(each.assets)].map((asset) => `${asset} ${each.id}`) : [],
        )
        expect([...kept, ...refused].sort()).toEqual(wanted.sort())
      }),
      { numRuns: 150 },
    )
  })

  it('the compiler gives equal bytes for equal schedules, however they were shuffled before they were sorted', () => {
    const shuffled = schedules.chain((schedule) =>
      fc.record({
        schedule: fc.constant(schedule),
        titles: fc.shuffledSubarray([...schedule.titles], { minLength: 3 }),
        assets: fc.shuffledSubarray([...schedule.assets], { minLength: 5 }),
        campaigns: fc.shuffledSubarray([...schedule.campaigns], { minLength: 3 }),
      }),
    )
    fc.assert(
      fc.property(shuffled, regions, ({ schedule, titles, assets, campaigns }, region) => {
        const sorted = { titles: titles.sort(byId), assets: assets.sort(byId), campaigns: campaigns.sort(byId) }
        const turned = sorted.campaigns.map((each) =>
          Array.isArray(each.assets) ? { ...each, assets: [...each.assets].reverse() } : each,
        )
        expect(bytesOf(region, { ...sorted, campaigns: turned })).toBe(bytesOf(region, schedule))
      }),
      { numRuns: 60 },
    )
  })

  it('the compiler puts the stronger tier first, then the heavier campaign, then ids', () => {
    const campaigns = [
      aCampaign({ id: 'cmp_1', priority: 'standard', weight: 1, assets: ['ast_b', 'ast_a'] }),
      aCampaign({ id: 'cmp_2', priority: 'standard', weight: 5 }),
      aCampaign({ id: 'cmp_3', priority: 'takeover', weight: 0 }),
      aCampaign({ id: 'cmp_4', priority: 'standard', weight: 1 }),
    ]
    const { hot, text } = compiled('dach', { assets: [anAsset(), anAsset({ id: 'ast_b' })], campaigns })
    const order = [...hot.candidateCampaign].map((index) => JSON.parse(text.campaigns[index] ?? '{}').campaignId)
    expect(order).toEqual(['cmp_3', 'cmp_2', 'cmp_1', 'cmp_1', 'cmp_4'])
    expect([...hot.candidateAsset].slice(2, 4)).toEqual([0, 1])
  })

  it.each([
    ['a draft', {}, { status: 'draft' }, 'not-approved'],
    ['a paused campaign', {}, { status: 'paused' }, 'not-approved'],
    ['an asset that is not there', {}, { assets: ['ast_none'] }, 'not-approved'],
    [
      'an asset that is not there, of a campaign of long ago',
      {},
      { assets: ['ast_none'], start: '2020-01-01T00:00:00', end: '2021-01-01T00:00:00' },
      'not-approved',
    ],
    ['a title that is not there', { titleId: 'ttl_none' }, {}, 'not-approved'],
    ['a worldwide asset of a title that is not there', { titleId: 'ttl_none', worldwide: true }, {}, 'not-approved'],
    ['a campaign elsewhere', {}, { territories: ['US'] }, 'territory'],
    ['an asset elsewhere', { territories: ['US'] }, {}, 'territory'],
    ['what ended 401 days ago', {}, { end: '2025-10-16T23:59:59', start: '2025-01-01T00:00:00' }, 'ended'],
  ])('the compiler rejects %s', (_name, asset, campaign, reason) => {
    const { hot, rejected } = compiled('dach', { assets: [anAsset(asset)], campaigns: [aCampaign(campaign)] })
    expect(hot.candidateAsset).toHaveLength(0)
    expect(rejected).toMatchObject([{ reason }])
  })

  it("the compiler keeps what ended 399 days ago, for the edge's clock decides", () => {
    const campaigns = [aCampaign({ start: '2025-01-01T00:00:00', end: '2025-10-19T00:00:00' })]
    expect(compiled('dach', { campaigns }).hot.candidateAsset).toHaveLength(1)
  })

  it.each([
    ['an asset that is not worldwide', {}, {}, 'geo'],
    ['a campaign of one territory', { worldwide: true }, { territories: ['DE'] }, 'territory'],
    ['a campaign of a group', { worldwide: true }, { territories: ['@eea'] }, 'territory'],
  ])('the compiler rejects %s for unknown places', (_name, asset, campaign, reason) => {
    const { rejected } = compiled('world', { assets: [anAsset(asset)], campaigns: [aCampaign(campaign)] })
    expect(rejected).toMatchObject([{ reason }])
  })

  it('an asset that a campaign names twice is one candidate', () => {
    const { hot } = compiled('dach', { campaigns: [aCampaign({ assets: ['ast_a', 'ast_a'] })] })
    expect(hot.candidateAsset).toHaveLength(1)
  })

  it('assets and titles that have the same window, offer or content class share one', () => {
    const assets = ['ast_a', 'ast_b', 'ast_c'].map((id) => anAsset({ id }))
    const { hot } = compiled('dach', { titles: [aTitle(), aTitle({ id: 'ttl_b' })], assets })
    expect(new Set(hot.assets.window).size).toBe(1)
    expect(new Set(hot.titles.offer).size).toBe(1)
    expect(new Set(hot.assets.content).size).toBe(1)
  })

  it('the compiler takes assets in the order of their rows alone, for other columns could not be searched', () => {
    const compiler = new RegionCompiler(bundledRules(), 'dach', Date.UTC(2026, 10, 22), [] as string[])
    const [first, second] = inRowOrder([anAsset({ id: 'ast_a' }), anAsset({ id: 'ast_b' })])
    if (!first || !second) throw new Error('two assets')
    compiler.addAsset(second)
    expect(() => compiler.addAsset(first)).toThrow('in the order of their rows')
  })
})
