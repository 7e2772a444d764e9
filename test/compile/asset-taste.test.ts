import { describe, expect, it } from 'vitest'
import { AssetTastes } from '../../src/compile/columns/asset-taste.ts'
import { rowOfId } from '../../src/decide/rows/hash-search.ts'
import { TASTE_DIMENSIONS } from '../../src/model/columns/taste-vector.ts'
import type { Asset } from '../../src/model/nouns/asset.ts'
import type { RegionId } from '../../src/model/nouns/region.ts'
import type { Title } from '../../src/model/nouns/title.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { largeSchedule } from '../bench/catalogue/large-snapshot.ts'
import { anAsset, aTitle, compiled } from './schedule.ts'

/** Titles of all kinds, with series whose refusals reach what is below them. */
function schedule(): { readonly titles: readonly Title[]; readonly assets: readonly Asset[] } {
  const { titles, assets } = largeSchedule(1500)
  const refused = [{ territory: 'DE', system: 'FSK', label: 'refused' }]
  const series = aTitle({ id: 'ttl_refused', kind: 'series', ratings: refused, genres: ['horror'] })
  const episode = aTitle({ id: 'ttl_refused-1', kind: 'episode', parentId: 'ttl_refused', genres: ['horror'] })
  return {
    titles: [...titles, series, episode],
    assets: [
      ...assets,
      anAsset({ id: 'ast_refused', titleId: 'ttl_refused-1' }),
      anAsset({ id: 'ast_promo', titleId: null, kind: 'promo' }),
    ],
  }
}

describe('the taste vectors of assets', () => {
  it.each<RegionId>(['na', 'dach', 'world'])(
    'the taste vectors of assets of %s are those of its snapshot, for whoever has the records alone',
    (region) => {
      const { titles, assets } = schedule()
      const { hot } = compiled(region, { titles, assets })
      const tastes = new AssetTastes(bundledRules(), region)
      const known = new Map(titles.map((title) => [title.id, title]))
      const chain = (id: Asset['titleId']): Title[] => {
        const title = id === null ? undefined : known.get(id)
        return title === undefined ? [] : [title, ...chain(title.parentId)]
      }
      const vectors = new Set<string>()
      for (const asset of assets) {
        const row = rowOfId(hot.assets, asset.id)
        const inSnapshot = hot.assets.taste.subarray(row * TASTE_DIMENSIONS, (row + 1) * TASTE_DIMENSIONS)
        const vector = tastes.vectorOf(asset, chain(asset.titleId))
        expect(vector).toEqual(inSnapshot)
        vectors.add(vector.join())
      }
      expect(vectors.size).toBeGreaterThan(100)
    },
  )
})
