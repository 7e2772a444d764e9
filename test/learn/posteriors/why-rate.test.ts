import { expect, it } from 'vitest'
import { gammaRate } from '../../../src/learn/posteriors/gamma-rate.ts'
import { expectedRate, ratesOfSurfaces } from '../../../src/learn/posteriors/why-rate.ts'

it('the expected rate is what the posterior was made of, also where nothing was counted', () => {
  for (const counts of [
    { impressions: 40, rewarded: 3 },
    { impressions: 0, rewarded: 0 },
    { impressions: 9_000, rewarded: 4_000 },
  ]) {
    const rate = gammaRate({ ...counts, expected: 0.031, strength: 122 })
    expect(expectedRate(rate, 122)).toBeCloseTo(0.031, 9)
  }
})

it('a strength of none says the rate itself, and never a number that is none', () => {
  const rate = { impressions: 10, rewarded: 1, rate: 0.1, low: 0, high: 0.2 }
  expect(expectedRate(rate, 0)).toBe(0.1)
  expect(expectedRate(rate, Number.NaN)).toBe(0.1)
})

it('the rate of a surface weighs its assets by how often they were seen', () => {
  const rate = { impressions: 90, rewarded: 9, rate: 0.1, low: 0, high: 0.2 }
  const other = { ...rate, impressions: 10, rewarded: 9 }
  expect(ratesOfSurfaces([{ 'home-hero': rate }, { 'home-hero': other }, {}])).toEqual({ 'home-hero': 0.18 })
})
