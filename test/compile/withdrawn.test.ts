import { describe, expect, it } from 'vitest'
import { RegionCompiler } from '../../src/compile/compiler.ts'
import { NarrowingFinder } from '../../src/compile/narrowing/narrowings.ts'
import { inRowOrder } from '../../src/model/columns/row-order.ts'
import type { AssetId } from '../../src/model/fields/identifier.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { aCampaign, anAsset, aTitle } from './schedule.ts'

const NOW = Date.UTC(2026, 10, 22)
const AT = Date.UTC(2026, 10, 20, 9, 30)
const WHEN = '2026-11-20T09:30:00.000Z'
/** A series over a season and an episode; a film beside them. */
const TITLES = [
  aTitle({ id: 'ttl_series', kind: 'series' }),
  aTitle({ id: 'ttl_season', kind: 'season', parentId: 'ttl_series' }),
  aTitle({ id: 'ttl_episode', kind: 'episode', parentId: 'ttl_season' }),
  aTitle({ id: 'ttl_film' }),
]
const IDS = ['ast_episode', 'ast_film'] as const satisfies readonly AssetId[]
const ASSETS = IDS.map((id) => anAsset({ id, titleId: id.replace('ast', 'ttl'), worldwide: true }))

/** What is left out, and how many rows of assets and texts remain, when these are withdrawn. */
function compiledWithout(...withdrawn: readonly string[]) {
  const texts: string[] = []
  const compiler = new RegionCompiler(bundledRules(), 'dach', NOW, texts)
  const since = (id: string) => (withdrawn.includes(id) ? AT : undefined)
  for (const record of TITLES) compiler.addTitle(record, since(record.id))
  for (const record of inRowOrder(ASSETS)) compiler.addAsset(record, since(record.id))
  compiler.addCampaign(aCampaign({ assets: [...IDS] }), IDS)
  compiler.addCampaign(aCampaign({ id: 'cmp_draft', status: 'draft' }), ['ast_film'])
  const { hot, rejected } = compiler.finish()
  return { left: hot.candidateAsset.length, rows: hot.assets.idHash.length, texts: texts.length, rejected }
}

const ended = (assetId: string, source: string) => ({
  ...{ assetId, campaignId: 'cmp_a', reason: 'ended', rule: 'feed.withdrawn', value: WHEN },
  source,
})

describe('what a feed has withdrawn', () => {
  it.each([
    ['ast_film', ended('ast_film', 'asset ast_film')],
    ['ttl_film', ended('ast_film', 'title ttl_film')],
    ['ttl_episode', ended('ast_episode', 'title ttl_episode')],
    ['ttl_season', ended('ast_episode', 'title ttl_season')],
    ['ttl_series', ended('ast_episode', 'title ttl_series')],
  ])('what is withdrawn is left out as ended, and so is what is below it: %s', (withdrawn, rejection) => {
    const { left, rejected } = compiledWithout(withdrawn)
    expect(left).toBe(1)
    expect(rejected.filter(({ campaignId }) => campaignId === 'cmp_a')).toEqual([rejection])
  })

  it('an asset that is withdrawn itself says so, although its title is withdrawn too', () => {
    const { rejected } = compiledWithout('ast_film', 'ttl_film')
    expect(rejected).toContainEqual(ended('ast_film', 'asset ast_film'))
  })

  it('nothing of a withdrawn asset is in the snapshot', () => {
    expect(compiledWithout()).toMatchObject({ left: 2, rows: 2, texts: 2 })
    expect(compiledWithout('ttl_film')).toMatchObject({ left: 1, rows: 1, texts: 1 })
  })

  it('a withdrawn asset of a campaign that is not approved has the reason of the first gate', () => {
    const { rejected } = compiledWithout('ast_film')
    expect(rejected.find(({ campaignId }) => campaignId === 'cmp_draft')).toMatchObject({ reason: 'not-approved' })
  })

  it('titles that are above each other in a circle are not withdrawn for ever being looked at', () => {
    const compiler = new RegionCompiler(bundledRules(), 'dach', NOW, [])
    compiler.addTitle(aTitle({ id: 'ttl_a', parentId: 'ttl_b' }))
    compiler.addTitle(aTitle({ id: 'ttl_b', parentId: 'ttl_a' }))
    compiler.addAsset(anAsset())
    compiler.addCampaign(aCampaign(), ['ast_a'])
    expect(compiler.finish().rejected).toEqual([])
  })
})

describe('the narrowing of a withdrawal', () => {
  const finder = new NarrowingFinder(bundledRules())
  const narrower = anAsset({ territories: ['AT'] })
  const everywhere = (target: string) => [{ target, territories: null, from: null, until: null }]
  const ofAsset = (isBefore: boolean, isAfter: boolean) =>
    finder.of(
      { type: 'asset', before: anAsset(), after: narrower, about: null, withdrawal: { isBefore, isAfter } },
      NOW,
    )

  it('a record that becomes withdrawn is withdrawn everywhere, although it says the same as before', () => {
    const [asset, title] = [anAsset(), aTitle()]
    const withdrawal = { isAfter: true }
    expect(finder.of({ type: 'asset', before: asset, after: asset, about: null, withdrawal }, NOW)).toEqual(
      everywhere('ast_a'),
    )
    expect(finder.of({ type: 'title', before: title, after: title, withdrawal }, NOW)).toEqual(everywhere('ttl_a'))
  })

  it('a record that was withdrawn withdraws nothing more, whether it returns or not', () => {
    expect(ofAsset(false, false)).not.toEqual([])
    expect(ofAsset(true, true)).toEqual([])
    expect(ofAsset(true, false)).toEqual([])
  })
})
