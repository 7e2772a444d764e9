import { describe, expect, it } from 'vitest'
import { evaluatePolicy } from '../../src/off-policy/evaluate-policy.ts'
import type { ReadRow } from '../../src/off-policy/log/parsed-row.ts'
import { tablePolicy } from '../../src/off-policy/policies/table.ts'
import { logOf, row } from './made-up-log.ts'

const EVEN = { a: 0.5, b: 0.5 }

/** 1,000 rows of 100 units, drawn alike from two actions: such a log carries a verdict. */
const sound: readonly ReadRow[] = Array.from({ length: 1000 }, (_, index) =>
  row({
    unit: `u${index % 100}`,
    decision: `d${index}`,
    action: index % 2 === 0 ? 'a' : 'b',
    reward: index % 3 === 0 ? 1 : 0,
  }),
)

const verdictOf = (rows: readonly ReadRow[], table: Readonly<Record<string, number>> = EVEN) => {
  const { verdict, reasons, estimates } = evaluatePolicy(logOf(rows), tablePolicy(table))
  return { verdict, reasons, known: estimates.ipw.value !== null }
}
const refused = (...reasons: readonly string[]) => ({ verdict: 'refused', reasons, known: true })

describe('the verdict on a policy', () => {
  it('a sound log carries a verdict', () => {
    expect(verdictOf(sound)).toEqual({ verdict: 'ok', reasons: [], known: true })
  })

  it('a log with few rows refuses for its effective sample size', () => {
    expect(verdictOf(sound.slice(0, 198))).toEqual(refused('effective-sample-size'))
    expect(verdictOf(sound.slice(0, 200))).toEqual({ verdict: 'ok', reasons: [], known: true })
  })

  it('two hundred rows of one weight say as much as two hundred, whatever rounding takes from their sum', () => {
    const alike = sound.slice(0, 200).map((each) => ({ ...each, action: 'a', propensity: 1 / 9 }))
    expect(evaluatePolicy(logOf(alike), tablePolicy({ a: 1 / 7, b: 6 / 7 })).ess).toBeLessThan(200)
    expect(verdictOf(alike, { a: 1 / 7, b: 6 / 7 }).reasons).not.toContain('effective-sample-size')
  })

  it('a log with one row above a hundredth of all refuses for its greatest weight', () => {
    const heavy = (propensity: number) => sound.map((each, index) => (index === 0 ? { ...each, propensity } : each))
    expect(verdictOf(heavy(0.5 / 10))).toEqual({ verdict: 'ok', reasons: [], known: true })
    expect(verdictOf(heavy(0.5 / 10.1))).toEqual(refused('max-weight'))
  })

  it('a log whose chances are wrong refuses for its mean weight', () => {
    const wrong = sound.map((each, index) => ({ ...each, propensity: index % 2 === 0 ? 0.5 : 0.6 }))
    expect(verdictOf(wrong)).toEqual(refused('mean-weight'))
  })

  it('a policy that shows what was never drawn refuses for its support', () => {
    // What is left of the policy weighs 1 on average, so that nothing but the support tells.
    const scaled = sound.map((each) => ({ ...each, propensity: 0.45 }))
    expect(verdictOf(scaled, { a: 0.45, b: 0.45, never: 0.1 })).toEqual(refused('support'))
    const little = sound.map((each) => ({ ...each, propensity: 0.48 }))
    expect(verdictOf(little, { a: 0.48, b: 0.48, never: 0.04 })).toEqual({ verdict: 'ok', reasons: [], known: true })
  })

  it('an action that was drawn at the top alone is no support below', () => {
    const rows = sound.map((each, index) => ({ ...each, position: index % 2, propensity: 1 }))
    expect(verdictOf(rows, { a: 1, b: 0 }).reasons).toContain('support')
  })

  it('a log with more than a hundredth of its rows rejected refuses', () => {
    const again = (count: number) => [...sound, ...sound.slice(0, count)]
    expect(verdictOf(again(10))).toEqual({ verdict: 'ok', reasons: [], known: true })
    expect(verdictOf(again(11))).toEqual(refused('rejected-rows'))
  })

  it('a log of fewer than fifty units refuses', () => {
    expect(verdictOf(sound.filter((_, index) => index % 100 < 50))).toEqual({ verdict: 'ok', reasons: [], known: true })
    expect(verdictOf(sound.filter((_, index) => index % 100 < 49))).toEqual(refused('few-units'))
  })
})
