import { describe, expect, it } from 'vitest'
import type { OffPolicyEstimate } from '../../../src/off-policy/estimates/clustered.ts'
import { evaluatePolicy } from '../../../src/off-policy/evaluate-policy.ts'
import { tablePolicy } from '../../../src/off-policy/policies/table.ts'
import { logOf, type MadeUpAudience, madeUpRows, trueRewards } from '../made-up-log.ts'

const TABLE = { a: 0.1, b: 0.3, c: 0.3, d: 0.3 }
const LOGS = 400
const [TOP, SECOND] = trueRewards(TABLE)

const simulated = (audience: MadeUpAudience, byUnit: boolean) =>
  Array.from({ length: LOGS }, (_, log) => {
    const rows = madeUpRows(`intervals ${log}`, audience)
    const known = byUnit ? rows : rows.map((each) => ({ ...each, unit: null }))
    return evaluatePolicy(logOf(known), tablePolicy(TABLE))
  })

const meanOf = (estimates: readonly OffPolicyEstimate[]): number =>
  estimates.reduce((sum, { value }) => sum + (value ?? 0), 0) / estimates.length

/** The share of the intervals that hold a value. */
function coverage(estimates: readonly OffPolicyEstimate[], truth: number): number {
  const held = estimates.filter(({ low, high }) => (low ?? 0) <= truth && truth <= (high ?? 0))
  return held.length / estimates.length
}

function expectCovered(estimates: readonly OffPolicyEstimate[], truth: number): void {
  expect(coverage(estimates, truth)).toBeGreaterThanOrEqual(0.91)
  expect(coverage(estimates, truth)).toBeLessThanOrEqual(0.98)
}

describe('intervals over 400 made-up logs whose units hang together', () => {
  const single: MadeUpAudience = { units: 80, pagesOfUnit: 8, slots: 1 }
  const evaluations = simulated(single, true)
  const of = (name: 'ipw' | 'snipw' | 'dm' | 'dr') => evaluations.map(({ estimates }) => estimates[name])

  it.each(['ipw', 'snipw', 'dr'] as const)('the interval of %s holds the true value in 91 to 98 percent', (name) => {
    expectCovered(of(name), TOP)
    expect(Math.abs(meanOf(of(name)) / TOP - 1)).toBeLessThan(0.02)
  })

  it('the interval of the model alone is as wide as the model varies, and not nothing', () => {
    expectCovered(of('dm'), meanOf(of('dm')))
  })

  it('intervals that take each page for a unit are too narrow on the same logs', () => {
    const naive = simulated(single, false).map(({ estimates }) => estimates.snipw)
    expect(coverage(naive, TOP)).toBeLessThan(0.88)
  })

  it('estimates of pages of two slots hold the true value, though the second slot hangs on the first', () => {
    const pages = simulated({ units: 80, pagesOfUnit: 4, slots: 2 }, true)
    const none = { value: null, low: null, high: null }
    const each = (TOP + SECOND) / 2
    for (const name of ['ipw', 'snipw', 'dr'] as const)
      expectCovered(
        pages.map(({ estimates }) => estimates[name]),
        each,
      )
    for (const name of ['ips', 'snips'] as const)
      expectCovered(
        pages.map(({ page }) => page?.[name] ?? none),
        TOP + SECOND,
      )
  })
})
