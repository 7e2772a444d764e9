import { describe, expect, it } from 'vitest'
import type { Placement } from '../../../src/decide/context/context.ts'
import { decide } from '../../../src/decide/decide.ts'
import { assetMatrix } from '../../../src/decide/matrix/asset-matrix.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import { aCampaign, anAsset, assetIdsOf, aTitle, openIn, requestFor } from '../catalogue.ts'
import { denied } from '../denied.ts'
import { opened } from '../opened.ts'

/** Pairs of ids that share their 32-bit hash. */
const [FAMILY, ADULT] = ['ttl_2pnq3ryzi2a2', 'ttl_125n9akfdq60i'] as const
const [CLIP, OTHER_CLIP] = ['ast_mastcn4tpww1', 'ast_1ykyrbd1p4php0'] as const
const [CAMPAIGN, OTHER_CAMPAIGN] = ['cmp_wbxq0b16uopeu', 'cmp_tar5nr14cfv3x'] as const

const rated = (label: string) => ({ ratings: [{ territory: 'DE', label }] })
const family = aTitle(FAMILY, rated('FSK 0'))
const adult = aTitle(ADULT, rated('FSK 16'))
const teen = aTitle('ttl_teen', rated('FSK 12'))
const upright = { kind: 'clip', aspect: '9:16' }

const GROWN_UP = { token: { cap: 18, adult: true } }

const placement = (fields: Partial<Placement>): Placement => ({
  ...{ id: 'p', surface: 'home-hero', titleId: null, row: null, inView: null, count: 5 },
  ...fields,
})

/** What may be shown there, best first. */
function shown(snapshot: Snapshot, fields: Partial<Placement>, others: Parameters<typeof requestFor>[2] = {}) {
  const request = requestFor(snapshot, GROWN_UP, { placements: [placement(fields)], ...others })
  const [decision] = decide(opened(snapshot), request)
  return { ids: assetIdsOf(snapshot, decision?.picks ?? []).sort(), empty: decision?.empty ?? null }
}

/** The ages at which an asset may be seen beside a title, or anywhere. */
const takenDown = (snapshot: Snapshot, target: string) => {
  const denies = denied({ id: 'tkd_1', target, territories: null, until: null })
  const left = shown(snapshot, { surface: 'clips-feed', count: 10 }, { denies }).ids
  return shown(snapshot, { surface: 'clips-feed', count: 10 }).ids.filter((id) => !left.includes(id))
}

it('the ids of these tests do share their hashes', () => {
  expect([hash32(ADULT), hash32(OTHER_CLIP), hash32(OTHER_CAMPAIGN)]).toEqual(
    [FAMILY, CLIP, CAMPAIGN].map((id) => hash32(id)),
  )
})

describe('two titles that share a hash', () => {
  const assets = [anAsset('ast_family', FAMILY), anAsset('ast_adult', ADULT), anAsset('ast_teen', 'ttl_teen')]
  const campaigns = [
    aCampaign(
      'cmp_all',
      assets.map(({ id }) => id),
    ),
  ]
  const both = openIn({ titles: [family, adult, teen], assets, campaigns })

  it('two titles that share a hash have a page each, with what is about them', () => {
    expect(shown(both, { surface: 'title-detail', titleId: FAMILY }).ids).toEqual(['ast_family'])
    expect(shown(both, { surface: 'title-detail', titleId: ADULT }).ids).toEqual(['ast_adult'])
  })

  it('two titles that share a hash bound a page by the age of the one that is in view', () => {
    const beside = (inView: string) => shown(both, { surface: 'post-play', inView, count: 5 }).ids
    expect(beside(FAMILY)).toEqual(['ast_family'])
    expect(beside(ADULT)).toContain('ast_teen')
  })

  it('two titles that share a hash are not confused where only one of them is known', () => {
    const only = openIn({ titles: [adult, teen], assets: assets.slice(1), campaigns })
    expect(shown(only, { surface: 'title-detail', titleId: FAMILY })).toEqual({ ids: [], empty: 'unknown-title' })
    const unknown = shown(only, { surface: 'post-play', inView: 'ttl_nobody-knows' }).ids
    expect(shown(only, { surface: 'post-play', inView: FAMILY }).ids).toEqual(unknown)
  })

  it('two titles that share a hash are taken down apart', () => {
    const clips = [anAsset('ast_f', FAMILY, upright), anAsset('ast_a', ADULT, upright)]
    const feed = openIn({ titles: [family, adult], assets: clips, campaigns: [aCampaign('cmp_c', ['ast_f', 'ast_a'])] })
    const left = (target: string) =>
      [FAMILY, ADULT].map((titleId) => {
        const denies = denied({ id: 'tkd_1', target, territories: null, until: null })
        return shown(feed, { surface: 'clips-feed', titleId }, { denies }).empty
      })
    expect(left(FAMILY)).toEqual(['takedown', null])
    expect(left(ADULT)).toEqual([null, 'takedown'])
  })
})

describe('two assets that share a hash', () => {
  const titles = [aTitle('ttl_a'), aTitle('ttl_b')]
  const assets = [anAsset(CLIP, 'ttl_a', upright), anAsset(OTHER_CLIP, 'ttl_b', upright)]
  const snapshot = openIn({ titles, assets, campaigns: [aCampaign('cmp_c', [CLIP, OTHER_CLIP])] })

  it('two assets that share a hash are both opened by their shared links', () => {
    for (const id of [CLIP, OTHER_CLIP]) {
      expect(shown(snapshot, { surface: 'clips-feed', count: 1 }, { openWith: id }).ids).toEqual([id])
    }
  })

  it('an asset does not open for a link to another of its hash that is not there', () => {
    const campaigns = [aCampaign('cmp_c', ['ast_first'], { weight: 9 }), aCampaign('cmp_d', [OTHER_CLIP])]
    const only = openIn({ titles, assets: [anAsset('ast_first', 'ttl_a', upright), ...assets.slice(1)], campaigns })
    const opened = (id: string) => shown(only, { surface: 'clips-feed', count: 1 }, { openWith: id }).ids
    expect([opened(OTHER_CLIP), opened(CLIP)]).toEqual([[OTHER_CLIP], ['ast_first']])
  })

  it('two assets that share a hash are taken down apart, and the matrix says the same', () => {
    expect([takenDown(snapshot, CLIP), takenDown(snapshot, OTHER_CLIP)].flat().length).toBeLessThanOrEqual(2)
    const denies = denied({ id: 'tkd_1', target: CLIP, territories: null, until: null })
    const plays = [0, 1].map((asset) => {
      const question = { asset, surface: null, inView: null, now: Date.UTC(2026, 10, 22, 12), denies }
      const rows = assetMatrix(snapshot, question).flatMap((place) => place.rows)
      return [snapshot.text.asset(asset).assetId, JSON.stringify(rows).includes('takedown')]
    })
    expect(Object.fromEntries(plays)).toEqual({ [CLIP]: true, [OTHER_CLIP]: false })
  })
})

it('two campaigns that share a hash are taken down apart', () => {
  const titles = [aTitle('ttl_a'), aTitle('ttl_b')]
  const assets = [anAsset('ast_a', 'ttl_a', upright), anAsset('ast_b', 'ttl_b', upright)]
  const campaigns = [aCampaign(CAMPAIGN, ['ast_a']), aCampaign(OTHER_CAMPAIGN, ['ast_b'])]
  const snapshot = openIn({ titles, assets, campaigns })
  expect(takenDown(snapshot, CAMPAIGN)).toEqual(['ast_a'])
  expect(takenDown(snapshot, OTHER_CAMPAIGN)).toEqual(['ast_b'])
})
