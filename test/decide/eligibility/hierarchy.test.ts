import { describe, expect, it } from 'vitest'
import { decide } from '../../../src/decide/decide.ts'
import { assetMatrix } from '../../../src/decide/matrix/asset-matrix.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { aCampaign, anAsset, assetIdsOf, aTitle, openIn, requestFor } from '../catalogue.ts'
import { denied } from '../denied.ts'
import { opened } from '../opened.ts'

const under = (parentId: string | null, fields: object = {}) => ({ parentId, ...fields })

/** A series without offers and assets of its own over two seasons, a film beside it; one clip each. */
const titles = [
  aTitle('ttl_episode', under('ttl_season', { kind: 'episode' })),
  aTitle('ttl_special', under('ttl_series', { kind: 'episode' })),
  aTitle('ttl_season', under('ttl_series', { kind: 'season' })),
  aTitle('ttl_season-2', under('ttl_series', { kind: 'season' })),
  aTitle('ttl_series', { kind: 'series', offers: [], ratings: [] }),
  aTitle('ttl_film'),
]
const CLIPS = ['episode', 'season', 'season-2', 'special', 'film']
const clip = (name: string) => anAsset(`ast_${name}`, `ttl_${name}`, { kind: 'clip', aspect: '9:16' })
const campaigns = [
  aCampaign(
    'cmp_all',
    CLIPS.map((name) => `ast_${name}`),
  ),
]
const snapshot = openIn({ titles, assets: CLIPS.map(clip), campaigns })

/** The clips that an order leaves in a feed. */
function left(world: Snapshot, target: string): readonly string[] {
  const denies = denied({ id: 'tkd_1', target, territories: null, until: null })
  const placements = CLIPS.map((name) => ({
    ...{ id: name, surface: 'clips-feed' as const, titleId: `ttl_${name}`, row: null, inView: null, count: 1 },
  }))
  const decided = decide(opened(world), requestFor(world, {}, { placements, denies }))
  return decided.flatMap(({ picks }) => assetIdsOf(world, picks)).map((id) => id.slice(4))
}

describe('an order on a title', () => {
  it('an order on a series that has nothing of its own reaches its seasons and episodes, and nothing else', () => {
    expect(left(snapshot, 'ttl_series')).toEqual(['film'])
  })

  it('an order on a season reaches its episodes, and not the season beside it', () => {
    expect(left(snapshot, 'ttl_season')).toEqual(['season-2', 'special', 'film'])
  })

  it('an order on an episode reaches itself alone', () => {
    expect(left(snapshot, 'ttl_episode')).toEqual(['season', 'season-2', 'special', 'film'])
  })

  it('the matrix says of each asset under an order what the decision does', () => {
    for (const target of ['ttl_series', 'ttl_season', 'ttl_episode', 'ttl_film']) {
      const denies = denied({ id: 'tkd_1', target, territories: null, until: null })
      const plays = CLIPS.map((_, asset) => {
        const question = { asset, surface: null, inView: null, now: Date.UTC(2026, 10, 22, 12), denies }
        const rows = assetMatrix(snapshot, question).flatMap((place) => place.rows)
        return JSON.stringify(rows).includes('takedown') ? [] : [snapshot.text.asset(asset).assetId.slice(4)]
      })
      expect(plays.flat().sort()).toEqual([...left(snapshot, target)].sort())
    }
  })

  it('an order on a series reaches all below it even where the series is not in the schedule', () => {
    const without = openIn({
      titles: titles.filter(({ id }) => id !== 'ttl_series'),
      assets: CLIPS.map(clip),
      campaigns,
    })
    expect(left(without, 'ttl_series')).toEqual(['film'])
  })

  it('an order ends where titles are their own ancestors', () => {
    const looped = titles.map((title) =>
      title.id === 'ttl_series' ? { ...title, parentId: 'ttl_season' as const } : title,
    )
    const world = openIn({ titles: looped, assets: CLIPS.map(clip), campaigns })
    expect(left(world, 'ttl_season')).toEqual(['film'])
  })
})
