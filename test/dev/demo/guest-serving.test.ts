import { describe, expect, it } from 'vitest'
import { decide, type PlacementDecision } from '../../../src/decide/decide.ts'
import { decisionRequest } from '../../../src/decide/decision-request.ts'
import { demoRecords } from '../../../src/dev/demo/catalogue.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { DenyList } from '../../../src/model/denies/deny-list.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import { type Asset, asset } from '../../../src/model/nouns/asset.ts'
import { type Campaign, campaign } from '../../../src/model/nouns/campaign.ts'
import type { SurfaceId } from '../../../src/model/nouns/surface.ts'
import { type Title, title } from '../../../src/model/nouns/title.ts'
import { contextOf, regionIdOf, type Schedule, snapshotOf } from '../../decide/case-world.ts'
import { opened } from '../../decide/opened.ts'

const NOW = '2026-11-22T21:30:00Z'

const titles: Title[] = []
const assets: Asset[] = []
const campaigns: Campaign[] = []
for (const record of demoRecords()) {
  if (record.type === 'title') titles.push(title.parse(record))
  else if (record.type === 'asset') assets.push(asset.parse(record))
  else campaigns.push(campaign.parse(record))
}
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
const schedule: Schedule = {
  titles: titles.sort(byId),
  assets: assets.sort(byId),
  campaigns: campaigns.sort(byId),
}
const byHash = new Map(assets.map((record) => [hash32(record.id), record]))

function answer(snapshot: Snapshot, country: string, surface: SurfaceId, count: number): PlacementDecision | undefined {
  return decide(
    opened(snapshot),
    decisionRequest({
      context: contextOf(snapshot, { country, surface, now: NOW }),
      placements: [{ id: surface, surface, count, titleId: null, inView: null, row: null }],
      denies: DenyList.NONE,
    }),
  )[0]
}

function shownBy(snapshot: Snapshot, surface: SurfaceId, country: string): Asset[] {
  const picks = answer(snapshot, country, surface, surface === 'clips-feed' ? 50 : 1)?.picks ?? []
  const { candidateAsset, assets: columns } = snapshot.hot
  return picks.flatMap(({ candidate }) => byHash.get(columns.idHash[candidateAsset[candidate] ?? -1] ?? -1) ?? [])
}

describe.each(['US', 'GB', 'DE', 'FR', 'ES', 'IN', 'JP', 'BR', 'AU', 'KR'])('a guest in %s', (country) => {
  const { snapshot } = snapshotOf(regionIdOf(country), schedule)

  it('a guest is shown a hero', () => {
    expect(shownBy(snapshot, 'home-hero', country)).toHaveLength(1)
  })

  it('a guest is shown 24 clips from 12 titles', () => {
    const shown = shownBy(snapshot, 'clips-feed', country)
    expect(shown.length).toBeGreaterThanOrEqual(24)
    expect(new Set(shown.map(({ titleId }) => titleId)).size).toBeGreaterThanOrEqual(12)
  })
})

describe('a viewer at an unknown place', () => {
  const { snapshot } = snapshotOf('world', schedule)

  it('a viewer at an unknown place is shown a hero and six clips', () => {
    expect(shownBy(snapshot, 'home-hero', 'XX')).toHaveLength(1)
    expect(shownBy(snapshot, 'clips-feed', 'XX').length).toBeGreaterThanOrEqual(6)
  })
})
