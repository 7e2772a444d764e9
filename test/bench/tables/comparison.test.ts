import { describe, expect, it } from 'vitest'
import { compared, quantile, unmeasured } from './comparison.ts'

it('quantile takes the nearest rank', () => {
  const samples = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect([quantile(samples, 0.5), quantile(samples, 0.99), quantile(samples, 1)]).toEqual([50, 99, 100])
  expect(quantile([7], 0.99)).toBe(7)
})

describe('compared', () => {
  const floor = { name: 'floor', candidates: 10, unit: 'ms', values: [10, 40, 20] }

  it('a compared row has the fields that readers of the JSON know', () => {
    expect(compared('s', floor, null)).toEqual({
      ...{ suite: 's', name: 'floor', candidates: 10, unit: 'ms', median: 20, p99: 40, ratioTo: null, ratio: null },
      ...{ least: 10, greatest: 40, problem: null },
    })
  })

  it('a ratio is divided within each round, so that a slow round is slow for both', () => {
    // The medians alone would say 40 ÷ 20.
    const row = compared('s', { ...floor, name: 'own', values: [5, 40, 60] }, floor)
    expect(row).toMatchObject({ ratioTo: 'floor', ratio: 1 })
  })

  it('the 99th percentile of a rate is its low end', () => {
    expect(compared('s', { ...floor, moreIsBetter: true }, null).p99).toBe(10)
  })

  it('a row has no ratio to what was not measured', () => {
    expect(compared('s', floor, { ...floor, values: [] }).ratio).toBeNull()
  })
})

it('an unmeasured row says why in one line, and gives no number', () => {
  const row = unmeasured('s', { name: 'own', candidates: 10, unit: 'ms' }, new Error('it ended\nat once'))
  expect(row).toMatchObject({ name: 'own', problem: 'it ended', median: Number.NaN, least: Number.NaN, ratio: null })
})
