import { describe, expect, it } from 'vitest'
import type { ExposureRow } from '../../../src/learn/aggregates/aggregates.ts'
import { heldOut } from '../../../src/learn/run/held-out.ts'
import { movedRates } from '../../../src/learn/run/moved-rates.ts'

const [GOOD, BAD] = ['ast_good', 'ast_bad'] as const

function shown(assetId: ExposureRow['assetId'], day: string, rewarded: number, position = 0): ExposureRow {
  const counts = { impressions: 100, rewarded, units: 100, quantileSum: 0 }
  return { assetId, surface: 'home-hero', position, region: 'dach', day, ...counts }
}

describe('what was learned, on the day that was held out', () => {
  it('rates rank the last day above chance where assets differ and places do not', () => {
    const rows = ['2026-11-28', '2026-11-29', '2026-11-30'].flatMap((day) => [
      shown(GOOD, day, 60),
      shown(BAD, day, 20),
    ])
    // Of 80 rewards 60 are among the better hundred, of 120 others 40: (60·80 + (60·40 + 20·80)/2) ÷ (80·120).
    const expected = { impressions: 200, byPlace: 0.5, byRate: 0.7083 }
    expect(heldOut(rows, [])).toEqual({ day: '2026-11-30', impressions: 200, surfaces: { 'home-hero': expected } })
  })

  it('the last day teaches nothing of what is asked of it', () => {
    const rows = [
      shown(GOOD, '2026-11-29', 10),
      shown(BAD, '2026-11-29', 60),
      shown(GOOD, '2026-11-30', 60),
      shown(BAD, '2026-11-30', 20),
    ]
    expect(heldOut(rows, [])?.surfaces['home-hero']?.byRate).toBeLessThan(0.5)
  })

  it('one day alone, and a day without a reward, tell nothing', () => {
    expect(heldOut([shown(GOOD, '2026-11-30', 10)], [])).toBeNull()
    expect(heldOut([shown(GOOD, '2026-11-29', 10), shown(GOOD, '2026-11-30', 0)], [])).toBeNull()
  })
})

describe('what moved between two runs', () => {
  const rated = (low: number, rate: number, high: number) => ({
    surfaces: { 'home-hero': { impressions: 9, rewarded: 1, rate, low, high } },
  })

  it('a report of what moved between two runs names only what moved for certain, the furthest first', () => {
    const before = new Map([
      ['ast_a', rated(0.1, 0.2, 0.3)],
      ['ast_b', rated(0.1, 0.2, 0.3)],
      ['ast_c', rated(0.1, 0.2, 0.3)],
      ['ast_d', rated(0.1, 0.2, 0.3)],
    ] as const)
    const after = new Map([
      ['ast_a', rated(0.31, 0.4, 0.5)],
      ['ast_b', rated(0.6, 0.8, 0.9)],
      ['ast_c', rated(0.29, 0.4, 0.5)],
      ['ast_d', rated(0.01, 0.05, 0.09)],
    ] as const)
    const { gained, lost } = movedRates(after, before)
    expect(gained.map(({ assetId }) => assetId)).toEqual(['ast_b', 'ast_a'])
    expect(lost).toEqual([{ assetId: 'ast_d', surface: 'home-hero', before: 0.2, after: 0.05 }])
  })
})
