import { describe, expect, it } from 'vitest'
import { evaluatePolicy } from '../../src/off-policy/evaluate-policy.ts'
import type { ReadRow } from '../../src/off-policy/log/parsed-row.ts'
import { LOGGED_POLICY } from '../../src/off-policy/policies/logged.ts'
import { tablePolicy } from '../../src/off-policy/policies/table.ts'
import type { TargetPolicy } from '../../src/off-policy/policies/target-policy.ts'
import { uniformPolicy } from '../../src/off-policy/policies/uniform.ts'
import { logOf, row } from './made-up-log.ts'

const EVEN = tablePolicy({ a: 0.5, b: 0.5 })
const POLICIES: readonly TargetPolicy[] = [LOGGED_POLICY, EVEN, uniformPolicy(['a', 'b'], 2)]

/** A log of 100 units that carries a verdict, but for what is changed. */
const changed = (of: (index: number) => Partial<ReadRow>): readonly ReadRow[] =>
  Array.from({ length: 1000 }, (_, index) => {
    const action = Math.floor(index / 100) % 2 === 0 ? 'a' : 'b'
    const sound = { unit: `u${index % 100}`, decision: `d${index}`, action, reward: index % 7 === 0 ? 1 : 0 }
    return row({ ...sound, ...of(index) })
  })
const rewardedUnits = (units: number) => changed((index) => ({ reward: index % 100 < units && index < 300 ? 1 : 0 }))

describe('a log in which little or nothing differs', () => {
  it.each([
    ['nothing is rewarded', changed(() => ({ reward: 0 }))],
    ['everything is rewarded alike', changed(() => ({ reward: 1 }))],
    ['every reward is -3.3', changed(() => ({ reward: -3.3 }))],
    ['nine units are rewarded', rewardedUnits(9)],
    [
      'all but nine units are rewarded in every row',
      rewardedUnits(9).map((each) => ({ ...each, reward: 1 - each.reward })),
    ],
    ['every unit is rewarded as often as any other', changed((index) => ({ reward: index < 200 ? 1 : 0 }))],
  ])('a log in which %s gets no verdict from any policy, and shows its numbers', (_about, rows) => {
    for (const policy of POLICIES) {
      const { reasons, estimates } = evaluatePolicy(logOf(rows), policy)
      expect([policy.name, reasons]).toEqual([policy.name, ['rewards-alike']])
      expect(estimates.ipw.value).not.toBeNull()
    }
  })

  it('a position at which all rewards are alike has values without an interval, beside one that has its own', () => {
    const rows = changed((index) => ({ position: index % 2, reward: index % 2 === 0 && index % 7 === 0 ? 1 : 0 }))
    const { byPosition = [], reasons } = evaluatePolicy(logOf(rows), EVEN)
    const [top, second] = byPosition
    expect(reasons).toEqual([])
    expect(top?.ipw.low).toBeGreaterThan(0)
    expect(second?.ipw).toEqual({ value: 0, low: null, high: null })
    expect([second?.snipw.low, second?.dm.low, second?.dr.low]).toEqual([null, null, null])
  })

  it('ten units whose rewards differ are enough, and rewards may be shifted', () => {
    for (const shift of [0, 5, -0.1]) {
      const rows = rewardedUnits(10).map((each) => ({ ...each, reward: each.reward + shift }))
      const { reasons, differingUnits } = evaluatePolicy(logOf(rows), EVEN)
      expect([reasons, differingUnits]).toEqual([[], 10])
    }
  })

  it('rewards of what the policy never shows, or hardly ever, tell nothing of it', () => {
    const rows = changed((index) => ({ reward: Math.floor(index / 100) % 2 === 1 && index % 3 === 0 ? 1 : 0 }))
    expect(evaluatePolicy(logOf(rows), EVEN).reasons).toEqual([])
    for (const b of [0, 1e-9, 0.01]) {
      const { reasons, differingUnits } = evaluatePolicy(logOf(rows), tablePolicy({ a: 1 - b, b }))
      expect(reasons).toEqual(['rewards-alike'])
      expect(differingUnits).toBeLessThan(10)
    }
  })

  it('a log of which all is left out has no row in use, and no policy gets a verdict', () => {
    const rows = changed(() => ({ leftOut: 'sticky', propensity: 1, reward: 0 }))
    for (const policy of POLICIES) {
      const { used, leftOut, reasons, estimates } = evaluatePolicy(logOf(rows), policy)
      expect([used, leftOut.sticky, reasons]).toEqual([0, 1000, ['effective-sample-size', 'support', 'few-units']])
      expect(estimates.ipw).toEqual({ value: null, low: null, high: null })
    }
  })

  it.each([
    ['one action alone, drawn half of the time', changed(() => ({ action: 'a' })), ['support']],
    ['chances of 1 for two actions', changed(() => ({ propensity: 1 })), ['mean-weight']],
    ['one unit', changed(() => ({ unit: 'u' })), ['few-units']],
  ] as const)('a log of %s is refused for what it is', (_about, rows, reasons) => {
    expect(evaluatePolicy(logOf(rows), tablePolicy({ a: 1 - 1e-9, b: 1e-9 })).verdict).toBe('refused')
    expect(evaluatePolicy(logOf(rows), EVEN).reasons).toEqual(expect.arrayContaining([...reasons]))
  })

  it('one action that always has the whole chance is judged by its mean', () => {
    const rows = changed(() => ({ action: 'a', propensity: 1 }))
    for (const policy of [LOGGED_POLICY, tablePolicy({ a: 1 }), uniformPolicy(['a'], 1)])
      expect(evaluatePolicy(logOf(rows), policy)).toMatchObject({ verdict: 'ok', maxWeight: 1, meanWeight: 1 })
  })
})
