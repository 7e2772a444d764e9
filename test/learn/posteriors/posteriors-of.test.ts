import { describe, expect, it } from 'vitest'
import { type DailyResult, NO_PRIOR, posteriorsOf, priorOf } from '../../../src/learn/posteriors/posteriors-of.ts'
import type { AssetId } from '../../../src/model/fields/identifier.ts'
import type { LearnedAsset } from '../../../src/model/learned/learned-run.ts'

const TODAY = '2026-11-22'

/** Sixty assets around a tenth, so that the surface's rate and its strength are known. */
const others: readonly DailyResult[] = Array.from({ length: 60 }, (_, index) =>
  result(`ast_other-${index}`, 400, 30 + (index % 3) * 10),
)

function result(assetId: AssetId, impressions: number, rewarded: number, day = TODAY): DailyResult {
  return { assetId, surface: 'home-hero', day, impressions, rewarded }
}

function rateOf(results: readonly DailyResult[], id: AssetId, prior = NO_PRIOR) {
  const rate = posteriorsOf(results, prior, TODAY).get(id)?.['home-hero']
  if (rate === undefined) throw new Error(`no rate of ${id}`)
  return rate
}

function runOf(assets: Readonly<Record<AssetId, { impressions: number; rewarded: number }>>) {
  const rows = Object.entries(assets).map(([id, { impressions, rewarded }]) => {
    const rate = rewarded / impressions
    const asset: LearnedAsset = {
      ...{ type: 'asset', id: id as AssetId, taste: [], cold: true },
      surfaces: { 'home-hero': { impressions, rewarded, rate, low: rate * 0.9, high: rate * 1.1 } },
    }
    return [asset.id, asset] as const
  })
  const data = { from: '2026-10-01T00:00:00Z', to: '2026-11-22T00:00:00Z', events: 1 }
  return { head: { data }, assets: new Map(rows) }
}

describe('posteriors of rates', () => {
  it('few impressions move the rate of an asset little, and many fully', () => {
    expect(rateOf([result('ast_few', 2, 2), ...others], 'ast_few').rate).toBeLessThan(0.2)
    expect(rateOf([result('ast_many', 5000, 1000), ...others], 'ast_many').rate).toBeCloseTo(0.2, 2)
  })

  it('low and high hold the rate between them, nearer the more was seen', () => {
    const few = rateOf([result('ast_a', 50, 5), ...others], 'ast_a')
    const many = rateOf([result('ast_a', 5000, 500), ...others], 'ast_a')
    expect(few.low).toBeLessThan(few.rate)
    expect(few.high).toBeGreaterThan(few.rate)
    expect(many.high - many.low).toBeLessThan((few.high - few.low) / 2)
  })

  it('a result counts half after fourteen days', () => {
    const [old, now] = ['2026-11-08', TODAY].map((day) => rateOf([result('ast_a', 100, 10, day)], 'ast_a'))
    expect(old?.impressions).toBeCloseTo((now?.impressions ?? 0) / 2, 6)
  })

  it('posteriors go on from a run, and count none of its days again', () => {
    const run = runOf({ ast_a: { impressions: 1000, rewarded: 100 }, ast_b: { impressions: 1000, rewarded: 50 } })
    const prior = priorOf(run)
    expect(prior.until).toBe('2026-11-21')
    const counted = rateOf([result('ast_a', 10_000, 9000, '2026-11-21'), result('ast_b', 1, 0)], 'ast_a', prior)
    expect(counted.rate).toBeCloseTo(0.1, 3)
    expect(rateOf([result('ast_a', 1000, 300)], 'ast_a', prior).rate).toBeGreaterThan(0.12)
  })

  it('impressions of far places count for what they are worth in the first', () => {
    const run = runOf(
      Object.fromEntries(others.map(({ assetId, impressions, rewarded }) => [assetId, { impressions, rewarded }])),
    )
    const far = others.map((each) => ({ ...each, impressions: each.impressions * 10 }))
    const { rate, impressions } = rateOf(far, 'ast_other-0', priorOf(run))
    expect(impressions).toBeLessThan(1200)
    expect(rate).toBeGreaterThan(0.07)
  })

  it.each([
    ['no numbers', Number.NaN, 1],
    ['negative', 100, -5],
    ['infinite', Number.POSITIVE_INFINITY, 1],
    ['none', 0, 3],
  ])('nothing is learned from counts that are %s', (_what, impressions, rewarded) => {
    expect(posteriorsOf([result('ast_a', impressions, rewarded)], NO_PRIOR, TODAY).size).toBe(0)
  })

  it('a result of a day that is none is refused', () => {
    expect(() => posteriorsOf([result('ast_a', 1, 0, 'yesterday')], NO_PRIOR, TODAY)).toThrow(RangeError)
  })
})
