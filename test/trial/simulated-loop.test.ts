import { describe, expect, it } from 'vitest'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import type { LoopTarget } from '../../src/trial/loop/loop-targets.ts'
import { simulateLoop } from '../../src/trial/loop/simulate-loop.ts'

const rules = bundledRules()
/** What half a month teaches is enough for what a whole one has to come to; the whole one is for `npm run test:long`. */
const DAYS = process.env.LONG ? 30 : 16
const month = simulateLoop(rules, { days: DAYS, seed: 2 })
const target = (name: LoopTarget['name']) => month.targets.find((each) => each.name === name)

describe('a month of the loop', () => {
  it('the product that learns beats popularity with viewers who return, beyond chance', () => {
    expect(target('returning')).toMatchObject({ least: 1.12, holds: true })
    expect(month.policies.firstframe.returning.low).toBeGreaterThan(month.policies.popularity.returning.high)
  })

  it('new viewers, of whom it knows nothing, lose nothing against popularity', () => {
    expect(target('new')).toMatchObject({ least: 0.95, holds: true })
    expect(target('new-not-worse')?.holds).toBe(true)
  })

  it('all viewers start twice as much as under the policy of the first day, which starts an eighth', () => {
    expect(target('all')).toMatchObject({ least: 2, holds: true })
    expect(target('first-day-policy')).toMatchObject({ least: 0.12, most: 0.14, holds: true })
  })

  it('twice as many assets are shown a day as popularity shows', () => {
    expect(target('coverage')).toMatchObject({ least: 2, holds: true })
  })

  it('every visit of the month asks for three pages, and every day is told of', () => {
    expect(month.decisions).toBe(900 * DAYS)
    expect(month.byDay.firstframe.map(({ day }) => day)).toEqual(Array.from({ length: DAYS }, (_, day) => day))
  })
})

describe('a seed of the loop', () => {
  it('the same seed gives the same report, and another seed another one', () => {
    const [one, again, other] = [1, 1, 3].map((seed) => JSON.stringify(simulateLoop(rules, { days: 1, seed })))
    expect(again).toBe(one)
    expect(other).not.toBe(one)
  })
})
