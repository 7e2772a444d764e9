import { describe, expect, it } from 'vitest'
import { analyze } from '../../../src/experiment/analysis/analyze.ts'
import { thetaOf } from '../../../src/experiment/analysis/cuped/theta.ts'
import { armEstimate } from '../../../src/experiment/analysis/estimate/arm-estimate.ts'
import { effectOf } from '../../../src/experiment/analysis/estimate/effect.ts'
import { unitSpread } from '../../../src/experiment/analysis/estimate/unit-spread.ts'
import { sampleRatio } from '../../../src/experiment/analysis/health/sample-ratio.ts'
import { benjaminiHochberg } from '../../../src/experiment/analysis/inference/benjamini-hochberg.ts'
import { welchP } from '../../../src/experiment/analysis/inference/welch.ts'
import { readMoments } from '../../../src/experiment/analysis/moments/read-moments.ts'
import { momentsOf, USUAL } from '../moments-of.ts'
import { PUBLISHED, type PublishedCase } from './published-case.ts'

const named = PUBLISHED.map((published) => [published.name, published.source, published] as const)
const analysed = (published: PublishedCase) => {
  const { kind, arms, alpha, difference, tuning } = published
  const analysis = analyze(momentsOf(arms, { kind }), { ...USUAL, alpha, difference, tuning })
  const [control, arm] = analysis.metrics[0]?.arms ?? []
  if (control === undefined || arm === undefined) throw new Error('the analysis has lost its arms')
  return { control, arm }
}

/** Each number that is published is met to five decimals, and there is none where none can be. */
function meets(found: object | null, published: object): void {
  for (const [name, number] of Object.entries(published)) {
    const value = (found as Record<string, unknown> | null)?.[name]
    if (typeof number === 'object' && number !== null) meets(value as object, number)
    else expect(value, name).toBeCloseTo(number as number, 5)
  }
}

describe('what GrowthBook publishes of its statistics', () => {
  it.each(named)('an analysis gives the published numbers to five decimals: %s (%s)', (_name, _source, published) => {
    const { means, state, cuped, ...plain } = published.expected
    const { control, arm } = analysed(published)
    for (const [index, mean] of (means ?? []).entries()) {
      const found = [control, arm][index]?.mean
      if (mean === null) expect(found).toBeNull()
      else expect(found).toBeCloseTo(mean, 5)
    }
    expect(arm.state).toBe(state ?? 'ok')
    const { sequential, p, ...lift } = plain
    meets(arm.lift, lift)
    meets(arm, { ...(p === undefined ? {} : { p }), ...(sequential === undefined ? {} : { sequential }) })
    if (cuped === undefined) return
    const { sequential: ofCuped, p: cupedP, deviations, ...cupedLift } = cuped
    meets(arm.cuped?.lift ?? null, cupedLift)
    meets(arm.cuped, ofCuped === undefined ? {} : { sequential: ofCuped })
    const { kind, arms, difference } = published
    const [first, second] = [unitSpread(kind, arms[0]), unitSpread(kind, arms[1])]
    const theta = thetaOf(kind, arms[0], arms[1])
    const effect = effectOf({ kind, control: first, arm: second, difference }, theta)
    if (cupedP !== undefined) expect(typeof effect === 'string' ? effect : welchP(effect)).toBeCloseTo(cupedP, 5)
    for (const [index, deviation] of (deviations ?? []).entries()) {
      const estimate = armEstimate(kind, [first, second][index] ?? first, theta)
      if (deviation !== null) expect(Math.sqrt(estimate?.variance ?? 0)).toBeCloseTo(deviation, 5)
    }
  })

  it('sums that no units have are refused by the name of their field, and all others of the published cases pass', () => {
    for (const { kind, arms, impossible } of PUBLISHED) {
      expect(readMoments(momentsOf(arms, { kind })).faults.map(({ field }) => field)[0]).toBe(impossible)
    }
  })

  it('a sequential interval is narrowest where it was tuned for as many units as there are', () => {
    const published = PUBLISHED.find(({ name }) => name.startsWith('sequential, mean, tuned for 1,000'))
    if (published === undefined) throw new Error('the case is gone')
    const width = (tuning: number) => {
      const { low = 0, high = 0 } = analysed({ ...published, tuning }).arm.sequential ?? {}
      return high - low
    }
    expect(width(6461)).toBeLessThan(width(10_000))
    expect(width(10_000)).toBeLessThan(width(10))
  })

  it('what units did before is compared as if it were the metric itself', () => {
    for (const { kind, arms, ...rest } of PUBLISHED.filter(({ expected }) => expected.cuped !== undefined)) {
      const before = arms.map(({ n, mPre, dPre, products }) => {
        if (mPre === undefined) throw new Error('the case says nothing of before')
        return { n, m: mPre, d: dPre, products: { 'm.d': products['mPre.dPre'] } }
      })
      const [one, other] = before
      if (one === undefined || other === undefined) throw new Error('the case has lost its arms')
      const asMetric = analysed({ ...rest, kind, difference: 'absolute', arms: [one, other] }).arm
      expect(analysed({ ...rest, kind, arms }).arm.prePeriod?.p).toBe(asMetric.p)
    }
  })

  it('the sample ratio of 1,000 against 1,200 units is the published one, and others are what chi-squared says', () => {
    const p = (units: readonly number[], weights: readonly number[]) => {
      const arms = units.map((number, index) => ({ units: number, weight: weights[index] ?? 0 }))
      return sampleRatio(arms, [], USUAL.sampleRatioP).p
    }
    expect(p([1000, 1200], [0.5, 0.5])).toBeCloseTo(0.000020079, 9)
    expect(p([500, 500], [0.5, 0.5])).toBe(1)
    // Two degrees of freedom have a closed form.
    expect(p([500, 500, 600], [0.34, 0.33, 0.33])).toBeCloseTo(
      Math.exp(-(44 ** 2 / 544 + 28 ** 2 / 528 + 72 ** 2 / 528) / 2),
      12,
    )
  })

  it('adjusted ps are those of Benjamini and Hochberg, each at least its own, in the order of what came', () => {
    expect(benjaminiHochberg([0.01, 0.04, 0.03, null, 0.005])).toEqual([0.02, 0.04, 0.04, null, 0.02])
    expect(benjaminiHochberg([0.9, 0.6])).toEqual([0.9, 0.9])
  })
})
