import { describe, expect, it } from 'vitest'
import { placeFactors } from '../../../src/learn/positions/place-factors.ts'
import { learnedRates } from '../../../src/learn/posteriors/learned-rates.ts'
import { rankCorrelation, shownPages } from './shown-pages.ts'

const pages = shownPages(1, 12_000)

describe('how far places are looked at', () => {
  it('a log of 12,000 pages on which better assets stand further up tells within 15 % how far each place is looked at', () => {
    const found = placeFactors(pages.exposures)
    const errors = pages.factors.map((factor, place) => Math.abs((found[place] ?? 0) / factor - 1))
    expect(Math.max(...errors)).toBeLessThan(0.15)
    expect(found[0]).toBe(1)
  })

  it('rates learned with the places told apart are nearer to the true order than counts as they are', () => {
    const places = { 'home-hero': placeFactors(pages.exposures) }
    const { rates } = learnedRates(pages.exposures, pages.catalogue, { places, today: '2026-11-21' })
    const ids = pages.catalogue.map(({ assetId }) => assetId)
    const truth = ids.map((id) => pages.rates.get(id) ?? 0)
    const naive = ids.map((id) => {
      const own = pages.exposures.filter(({ assetId }) => assetId === id)
      const sum = (of: 'impressions' | 'rewarded') => own.reduce((total, row) => total + row[of], 0)
      return sum('rewarded') / sum('impressions')
    })
    const learned = ids.map((id) => rates.get(id)?.['home-hero']?.rate ?? 0)
    expect(rankCorrelation(truth, learned)).toBeGreaterThan(0.75)
    expect(rankCorrelation(truth, learned)).toBeGreaterThan(rankCorrelation(truth, naive) + 0.05)
  })

  it('a place with a single reward is held near the one before it', () => {
    const cell = { assetId: 'ast_a', impressions: 1000, rewarded: 100 } as const
    const far = { assetId: 'ast_a', position: 2, impressions: 1, rewarded: 1 } as const
    const [, second = 0, third = 0] = placeFactors([
      { ...cell, position: 0 },
      { ...cell, position: 1, rewarded: 50 },
      far,
    ])
    expect(second).toBeCloseTo(0.5, 1)
    expect(third).toBeGreaterThan(0.4)
    expect(third).toBeLessThan(0.8)
  })

  it('no place is told of where nothing was shown, and all count alike where nothing was rewarded', () => {
    expect(placeFactors([])).toEqual([])
    const shown = { assetId: 'ast_a', impressions: 10, rewarded: 0 } as const
    expect(
      placeFactors([
        { ...shown, position: 0 },
        { ...shown, position: 1 },
      ]),
    ).toEqual([1, 1])
  })
})
