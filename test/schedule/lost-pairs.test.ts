import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { NarrowingFinder } from '../../src/compile/narrowing/narrowings.ts'
import type { Narrowing } from '../../src/model/denies/narrowing.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { ingestStream } from '../../src/schedule/ingest/ingest.ts'
import { aCampaign, anAsset, aTitle } from '../ingest/records.ts'
import { readCollected } from './collected-schedule.ts'
import { type Harness, ndjson, regionsOf, startHarness } from './harness.ts'

/**
 * Whatever changes in campaigns and assets, in one upload: what a campaign showed and shows no longer is withdrawn, by
 * the asset or by the campaign.
 */
const ASSETS = ['ast_0', 'ast_1', 'ast_2', 'ast_3'] as const
const TITLES = ['ttl_series', 'ttl_a', 'ttl_b'] as const
const CAMPAIGNS = ['cmp_0', 'cmp_1'] as const
const TAGS = ['x', 'X', 'y', 'z']
const FEEDS = ['f', 'g']
const KINDS = ['trailer', 'clip'] as const
const FIELDS = ['feed', 'tags', 'titles', 'kinds', 'aspects', 'addedWithinDays'] as const
const SHAPES = ['16:9', '9:16'] as const

const properties = {
  feed: fc.constantFrom(...FEEDS),
  tags: fc.uniqueArray(fc.constantFrom(...TAGS), { minLength: 1, maxLength: 2 }),
  titles: fc.uniqueArray(fc.constantFrom(...TITLES), { minLength: 1, maxLength: 2 }),
  kinds: fc.uniqueArray(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 2 }),
  aspects: fc.uniqueArray(fc.constantFrom(...SHAPES), { minLength: 1, maxLength: 1 }),
  addedWithinDays: fc.constantFrom(1, 30),
}
/** One field or two: more find hardly anything. */
const someProperties = fc
  .tuple(fc.record(properties), fc.subarray([...FIELDS], { minLength: 1, maxLength: 2 }))
  .map(([values, fields]) => Object.fromEntries(fields.map((field) => [field, values[field]])))
const selector = fc
  .tuple(someProperties, fc.option(someProperties, { nil: undefined }))
  .map(([asked, not]) => (not === undefined ? asked : { ...asked, not }))
const list = fc.uniqueArray(fc.constantFrom(...ASSETS), { minLength: 1 })
const seldom = <Value>(often: Value, rare: Value) => fc.constantFrom(...Array<Value>(9).fill(often), rare)
const someAsset = fc.record({
  id: fc.constantFrom(...ASSETS),
  // What changes of these withdraws the asset anyway.
  titleId: seldom<string>('ttl_a', 'ttl_b'),
  kind: seldom<(typeof KINDS)[number]>(...KINDS),
  aspect: seldom<(typeof SHAPES)[number]>(...SHAPES),
  tags: fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 2 }),
  feed: fc.option(fc.record({ id: fc.constantFrom(...FEEDS), itemId: fc.constant('1') })),
})
const someCampaign = fc.record({
  id: fc.constantFrom(...CAMPAIGNS),
  assets: fc.oneof(selector, list),
  status: fc.constantFrom('approved', 'approved', 'paused'),
})
const upload = fc.record({
  assets: fc.uniqueArray(someAsset, { selector: ({ id }) => id }),
  campaigns: fc.uniqueArray(someCampaign, { selector: ({ id }) => id }),
})

const FIRST = [
  aTitle({ id: 'ttl_series', kind: 'series' }),
  aTitle({ id: 'ttl_a', kind: 'episode', parentId: 'ttl_series' }),
  aTitle({ id: 'ttl_b' }),
  ...ASSETS.map((id) => anAsset({ id, titleId: 'ttl_a', tags: ['x'] })),
]

let harness: Harness
beforeEach(async () => {
  harness = await startHarness()
})
afterEach(() => harness.close())

const finder = new NarrowingFinder(bundledRules())

/** Takes records in, and tells what that withdraws. */
async function send(records: readonly object[]): Promise<ReadonlySet<string>> {
  const targets = new Set<string>()
  const dependencies = {
    ...harness.dependencies,
    narrowingsOf: (change: Parameters<typeof finder.of>[0]) => finder.of(change, harness.clock.now),
    withdraw: async (narrowings: readonly Narrowing[]) => {
      for (const { target } of narrowings) targets.add(target)
      return { records: narrowings.length, regions: [], waiting: [] }
    },
  }
  const report = await ingestStream(dependencies, ndjson(...records), { approve: true, actor: 'mia' })
  expect(report.refused).toEqual([])
  return targets
}

/** Asset and campaign of all that a snapshot would show. */
async function pairs(): Promise<readonly (readonly [asset: string, campaign: string])[]> {
  const { campaigns } = await readCollected(harness.dependencies.redis, 'dach', {
    regionsOf,
    now: harness.clock.now,
    settle: async () => undefined,
  })
  return campaigns
    .filter(({ record }) => record.status === 'approved')
    .flatMap(({ record, assets }) => assets.map((asset) => [asset, record.id] as const))
}

it('an upload withdraws every asset that a campaign shows no longer after it', async () => {
  await send(FIRST)
  await fc.assert(
    fc.asyncProperty(upload, fc.boolean(), async ({ assets, campaigns }, isReversed) => {
      harness.clock.now += 3 * 86_400_000
      const before = await pairs()
      const records = [...assets.map((each) => anAsset(each)), ...campaigns.map((each) => aCampaign(each))]
      const withdrawn = await send(isReversed ? records.reverse() : records)
      const after = new Set((await pairs()).map(String))
      const lost = before.filter((pair) => !after.has(String(pair)))
      expect(lost.filter(([asset, campaign]) => !withdrawn.has(asset) && !withdrawn.has(campaign))).toEqual([])
    }),
    { numRuns: 100 },
  )
}, 120_000)
