import { describe, expect, it } from 'vitest'
import { decide } from '../../../src/decide/decide.ts'
import { explain } from '../../../src/decide/explain/explain.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { aCampaign, anAsset, assetIdsOf, aTitle, catalogue, openIn, requestFor } from '../catalogue.ts'
import { opened } from '../opened.ts'

const three = openIn({
  titles: [aTitle('ttl_a'), aTitle('ttl_b'), aTitle('ttl_c')],
  assets: [anAsset('ast_a', 'ttl_a'), anAsset('ast_b', 'ttl_b'), anAsset('ast_c', 'ttl_c')],
  campaigns: ['a', 'b', 'c'].map((name) => aCampaign(`cmp_${name}`, [`ast_${name}`])),
})
const weighted = (weight: number[], need = [1, 1, 1]): Snapshot => ({
  ...three,
  hot: { ...three.hot },
  weights: { ...three.weights, weight: Float32Array.from(weight), pacingNeed: Float32Array.from(need) },
})
const HERO = { id: 'p', surface: 'home-hero', count: 3, titleId: null, inView: null, row: null } as const
const keptOf = (snapshot: Snapshot) => explain(opened(snapshot), requestFor(snapshot), HERO).kept
const order = (snapshot: Snapshot) => keptOf(snapshot).map(({ assetId }) => assetId)

describe('a score', () => {
  it.each([
    ['NaN', [Number.NaN, 1, 2]],
    ['Infinity', [Number.POSITIVE_INFINITY, 1, 2]],
    ['below nothing', [-5, 1, 2]],
  ])('a weight of %s sinks, and harms no other score', (_name, weights) => {
    expect(order(weighted(weights))).toEqual(['ast_c', 'ast_b', 'ast_a'])
    for (const { score, terms } of keptOf(weighted(weights))) {
      expect([score, ...Object.values(terms)].every(Number.isFinite)).toBe(true)
    }
  })

  it.each([
    ['as often as the campaign needs', 9, ['ast_b', 'ast_a', 'ast_c']],
    ['once where it needs less', 0.1, ['ast_a', 'ast_c', 'ast_b']],
    ['once where its need is no number', Number.NaN, ['ast_a', 'ast_c', 'ast_b']],
  ])('a weight counts %s', (_name, need, expected) => {
    expect(order(weighted([3, 0.5, 1], [1, need, 1]))).toEqual(expected)
  })

  it('equal scores keep candidate order', () => {
    expect(order(weighted([1, 1, 1]))).toEqual(['ast_a', 'ast_b', 'ast_c'])
  })

  it('a score is the sum of its terms', () => {
    for (const { score, terms } of keptOf(weighted([3, 1, 2]))) {
      expect(Object.values(terms).reduce((sum, points) => sum + points, 0)).toBeCloseTo(score, 9)
    }
  })

  it('a stronger tier stands above every other advantage', () => {
    const snapshot = openIn({
      titles: [aTitle('ttl_a', { releasedOn: '2026-11-22' }), aTitle('ttl_b')],
      assets: [anAsset('ast_a', 'ttl_a', { audio: [{ language: 'de' }] }), anAsset('ast_b', 'ttl_b')],
      campaigns: [
        aCampaign('cmp_a', ['ast_a'], { priority: 'standard', weight: 1000 }),
        aCampaign('cmp_b', ['ast_b'], { priority: 'guaranteed', weight: 0 }),
      ],
    })
    const request = requestFor(
      snapshot,
      { language: 'de' },
      {
        placements: [{ id: 'p', surface: 'home-hero', count: 1, titleId: null, inView: null, row: null }],
      },
    )
    expect(assetIdsOf(snapshot, decide(opened(snapshot), request)[0]?.picks ?? [])).toEqual(['ast_b'])
  })
})

describe('explain', () => {
  it.each(['home-hero', 'clips-feed'] as const)('explain lists first what serving picks on %s', (surface) => {
    const snapshot = openIn(catalogue(6, 2, surface === 'clips-feed' ? 'clip' : 'promo'))
    const placement = { id: 'p', surface, count: 4, titleId: null, inView: null, row: null }
    const request = requestFor(snapshot, {}, { placements: [placement] })
    const picks = decide(opened(snapshot), request)[0]?.picks ?? []
    const { kept, rejected, total } = explain(opened(snapshot), request, placement)
    expect(kept.slice(0, picks.length).map(({ assetId }) => assetId)).toEqual(assetIdsOf(snapshot, picks))
    expect(kept.slice(0, picks.length).map(({ score }) => score)).toEqual(picks.map(({ score }) => score))
    expect(kept.length + rejected.length).toBe(total)
  })

  it('explain says territory, and only that, of a region that the viewer is not in', () => {
    const request = requestFor(three)
    const elsewhere = { ...request, context: { ...request.context, territory: 'FR' } }
    const { rejected } = explain(opened(three), elsewhere, {
      id: 'p',
      surface: 'home-hero',
      count: 1,
      titleId: null,
      inView: null,
      row: null,
    })
    expect(rejected.map(({ first, all }) => [first, all.length])).toEqual(Array(3).fill(['territory', 1]))
  })
})
