import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PolicyEvaluation } from '../../../src/off-policy/evaluate-policy.ts'
import { evaluatePolicy } from '../../../src/off-policy/evaluate-policy.ts'
import { gatherPages } from '../../../src/off-policy/log/gather-pages.ts'
import type { ReadRow } from '../../../src/off-policy/log/parsed-row.ts'
import { LOGGED_POLICY } from '../../../src/off-policy/policies/logged.ts'
import { tablePolicy } from '../../../src/off-policy/policies/table.ts'
import { logOf, row } from '../made-up-log.ts'

const ACTIONS = ['a', 'b', 'c'] as const
const TABLE = { a: 0.2, b: 0.5, c: 0.3 }

/** Pages of one to three slots, with any chances and rewards, of few units. */
const pages = fc.array(
  fc.record({
    unit: fc.constantFrom('u1', 'u2', 'u3', null),
    order: fc.shuffledSubarray([...ACTIONS], { minLength: 1 }),
    chances: fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
    rewards: fc.array(fc.integer({ min: -3, max: 9 }), { minLength: 3, maxLength: 3 }),
  }),
  { minLength: 2, maxLength: 12 },
)
type Pages = typeof pages extends fc.Arbitrary<infer Value> ? Value : never

const rowsOf = (made: Pages): readonly ReadRow[] =>
  made.flatMap(({ unit, order, chances, rewards }, page) =>
    order.map((action, position) =>
      row({
        ...{ decision: `d${page}`, unit, position, action },
        ...{ propensity: chances[position] ?? 1, reward: rewards[position] ?? 0 },
      }),
    ),
  )

/** All numbers of an evaluation, rounded to what the order of additions cannot change. */
function numbersOf({ policy: _policy, rejected: _rejected, ...numbers }: PolicyEvaluation): unknown {
  return JSON.parse(
    JSON.stringify(numbers, (_key, value: unknown) =>
      typeof value === 'number' ? Number(value.toPrecision(8)) + 0 : value,
    ),
    (_key, value: unknown) => (typeof value === 'number' && Math.abs(value) < 1e-12 ? 0 : value),
  )
}

describe('an evaluation', () => {
  it('the policy that wrote the log has weights of 1, and the mean reward as its value', () => {
    fc.assert(
      fc.property(pages, (made) => {
        const rows = rowsOf(made)
        const { estimates, ess, maxWeight, meanWeight, support } = evaluatePolicy(logOf(rows), LOGGED_POLICY)
        const mean = rows.reduce((sum, { reward }) => sum + reward, 0) / rows.length
        for (const name of ['ipw', 'snipw', 'dr'] as const) expect(estimates[name].value).toBeCloseTo(mean, 10)
        expect({ ess, maxWeight, meanWeight, support }).toEqual({
          ess: rows.length,
          maxWeight: 1,
          meanWeight: 1,
          support: 1,
        })
      }),
      { numRuns: 50 },
    )
  })

  it('what stands below an action that could not have been drawn counts as others there, not as nothing', () => {
    const pagesOfTwo = Array.from({ length: 200 }, (_, page) =>
      ['a', 'b'].map((action, position) =>
        row({ decision: `d${page}`, position, action, propensity: 1, reward: page % (3 + position) === 0 ? 1 : 0 }),
      ),
    )
    const policy = tablePolicy({ a: [0.8, 0], new: [0.2, 0], b: [0, 1] })
    const { byPosition } = evaluatePolicy(logOf(pagesOfTwo.flat()), policy)
    expect(byPosition?.[1]?.ipw.value).toBeCloseTo(0.8 * 0.25, 12)
    expect(byPosition?.[1]?.dr.value).toBeCloseTo(0.25, 12)
  })

  it('the difference to the log is that of the two values, and surer than either where the policies are alike', () => {
    const rows = Array.from({ length: 600 }, (_, page) =>
      row({
        decision: `d${page}`,
        action: page % 2 === 0 ? 'a' : 'b',
        propensity: 0.5,
        reward: page % 5 === 0 ? 1 : 0,
      }),
    )
    const { logged, change, estimates } = evaluatePolicy(logOf(rows), tablePolicy({ a: 0.55, b: 0.45 }))
    expect(change.value).toBeCloseTo(Number(estimates.dr.value) - Number(logged.value), 12)
    const width = ({ low, high }: typeof change) => Number(high) - Number(low)
    expect(width(change)).toBeLessThan(width(logged) / 5)
    expect(evaluatePolicy(logOf(rows), LOGGED_POLICY).change.value).toBeCloseTo(0, 12)
  })

  it('other names for actions, decisions and units change no number', () => {
    const renamed = { a: 'z', b: 'y', c: 'x' }
    const table = tablePolicy(Object.fromEntries(ACTIONS.map((action) => [renamed[action], TABLE[action]])))
    fc.assert(
      fc.property(pages, (made) => {
        const rows = rowsOf(made)
        const others = rows.map(({ decision, unit, action, ...rest }) => ({
          ...{ ...rest, decision: `other ${decision}`, unit: unit && `viewer ${unit}` },
          action: renamed[action as (typeof ACTIONS)[number]],
        }))
        const evaluation = evaluatePolicy(logOf(rows), tablePolicy(TABLE))
        expect(numbersOf(evaluatePolicy(logOf(others), table))).toEqual(numbersOf(evaluation))
      }),
      { numRuns: 50 },
    )
  })

  it('rows in another order, in several files, give the same numbers', () => {
    const shuffled = pages.chain((made) =>
      fc.record({
        rows: fc.constant(rowsOf(made)),
        shuffled: fc.shuffledSubarray([...rowsOf(made)], { minLength: rowsOf(made).length }),
        files: fc.integer({ min: 1, max: 4 }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ rows, shuffled: others, files }) => {
        const gathered = gatherPages()
        for (const [index, each] of others.entries()) gathered.add(each, { file: index % files, line: index })
        const evaluation = evaluatePolicy(logOf(rows), tablePolicy(TABLE))
        expect(numbersOf(evaluatePolicy(gathered.log(), tablePolicy(TABLE)))).toEqual(numbersOf(evaluation))
      }),
      { numRuns: 50 },
    )
  })
})
