import { describe, expect, it } from 'vitest'
import { evaluatePolicy } from '../../../src/off-policy/evaluate-policy.ts'
import { tablePolicy } from '../../../src/off-policy/policies/table.ts'
import type { TargetPolicy } from '../../../src/off-policy/policies/target-policy.ts'
import { thompsonPolicy } from '../../../src/off-policy/policies/thompson.ts'
import { uniformPolicy } from '../../../src/off-policy/policies/uniform.ts'
import { logOf, row } from '../made-up-log.ts'

const ACTIONS = ['a', 'b', 'c'] as const
const ORDERS = ACTIONS.flatMap((top) => ACTIONS.filter((each) => each !== top).map((second) => [top, second] as const))

/** Every page of two of three actions once: what drawing without putting back, all alike, gives on average. */
const everyPage = logOf(
  ORDERS.flatMap(([top, second], page) => [
    row({ decision: `d${page}`, position: 0, action: top, propensity: 1 / 3, reward: rewardOf(top, null) }),
    row({ decision: `d${page}`, position: 1, action: second, propensity: 1 / 2, reward: rewardOf(second, top) }),
  ]),
)

/** What is rewarded hangs on what stands above. */
function rewardOf(action: string, above: string | null): number {
  return 'abc'.indexOf(action) + (above === 'a' ? 5 : 0)
}

/** The chances that a policy has on the pages of a log, by what was logged. */
function chances(policy: TargetPolicy, log = everyPage): readonly (readonly number[])[] {
  return log.pages.map((page) => {
    const answer = policy.chancesOf(page)
    return 'problem' in answer ? [] : answer.map(({ chance }) => chance)
  })
}

describe('policies on pages', () => {
  const table = { a: 0.5, b: 0.3, c: 0.2 }
  const priors = { arms: { a: [3, 5], b: [2, 9], c: [4, 4] } }

  it('a table draws below others in proportion, without what stands above', () => {
    const expected = ORDERS.map(([top, second]) => [table[top], table[second] / (1 - table[top])])
    for (const [page, [top, second]] of chances(tablePolicy(table)).entries()) {
      expect(top).toBeCloseTo(expected[page]?.[0] ?? 0, 12)
      expect(second).toBeCloseTo(expected[page]?.[1] ?? 0, 12)
    }
  })

  it('a table by position is taken as it stands, whatever stands above', () => {
    const lists = { a: [1, 0], b: [0, 0.25], c: [0, 0.75] }
    expect(chances(tablePolicy(lists))[1]).toEqual([1, 0.75])
  })

  it('uniform has less to draw from below others, and as much of a catalogue that the log does not name', () => {
    expect(chances(uniformPolicy(ACTIONS, 3))[0]).toEqual([1 / 3, 1 / 2])
    expect(chances(uniformPolicy(ACTIONS, 9))[0]).toEqual([1 / 9, 1 / 8])
    expect(evaluatePolicy(everyPage, uniformPolicy(ACTIONS, 9)).support).toBeCloseTo((3 / 9 + 2 / 8) / 2, 12)
  })

  it('Thompson sampling judges a page by the chance of its whole order', () => {
    const policy = thompsonPolicy(priors, 2)
    const whole = chances(policy).reduce((sum, [top = 0, second = 0]) => sum + top * second, 0)
    expect(whole).toBeCloseTo(1, 11)
  })

  it('Thompson sampling judges a slot without its page by the chance of its rank', () => {
    const slots = [0, 1].flatMap((position) => ACTIONS.map((action) => row({ position, action })))
    const alone = chances(thompsonPolicy(priors, 2), logOf(slots)).flat()
    const paged = chances(thompsonPolicy(priors, 2))
    for (const [index, action] of ACTIONS.entries()) {
      const below = ORDERS.map(([, second], page) =>
        second === action ? (paged[page] ?? []).reduce((product, chance) => product * chance, 1) : 0,
      )
      expect(alone[3 + index]).toBeCloseTo(
        below.reduce((sum, chance) => sum + chance, 0),
        11,
      )
    }
  })

  it.each([
    ['a table', tablePolicy(table)],
    ['Thompson sampling', thompsonPolicy(priors, 2)],
  ] as const)('the value of %s over every page is exact, though rewards hang on what stands above', (_name, policy) => {
    const { page, estimates } = evaluatePolicy(everyPage, policy)
    const truth = chances(policy).reduce((sum, [top = 0, second = 0], index) => {
      const [first, below] = ORDERS[index] ?? ['a', 'b']
      return sum + top * second * (rewardOf(first, null) + rewardOf(below, first))
    }, 0)
    expect(page?.ips.value).toBeCloseTo(truth, 10)
    expect(page?.snips.value).toBeCloseTo(truth, 10)
    expect(estimates.ipw.value).toBeCloseTo(truth / 2, 10)
    expect(estimates.dr.value).toBeCloseTo(truth / 2, 10)
  })
})

describe('a policy of another kind', () => {
  const log = logOf(
    ['a', 'b', 'a', 'b'].map((action, index) =>
      row({ decision: `d${index}`, action, reward: index, unit: `u${index}` }),
    ),
  )
  const own: TargetPolicy = {
    name: 'own',
    chancesOf: ({ decision }) =>
      decision === 'd3'
        ? { problem: 'it is gone' }
        : [{ chance: 0.5, all: null, support: decision === 'd0' ? 0.4 : 1 }],
  }

  it('a slot that is left out carries to those below it what the policy says, and else nothing', () => {
    const slots = [row({ decision: 'd', leftOut: 'sticky' }), row({ decision: 'd', position: 1 })]
    const carrying = (carried: number | undefined) => ({
      name: 'carrying',
      chancesOf: () =>
        slots.map(() => ({ chance: 0.5, all: null, support: 1, ...(carried === undefined ? {} : { carried }) })),
    })
    const weightWith = (carried: number | undefined) => evaluatePolicy(logOf(slots), carrying(carried)).maxWeight
    expect([weightWith(undefined), weightWith(1), weightWith(0.25)].map((weight) => weight / weightWith(1))).toEqual([
      1, 1, 0.25,
    ])
  })

  it('a policy that knows each decision says its own support, and why it cannot judge one', () => {
    const { support, rejected, used } = evaluatePolicy(log, own)
    expect(support).toBeCloseTo(2.4 / 3, 12)
    expect(rejected).toEqual([{ file: 0, line: 4, reason: 'decision: it is gone' }])
    expect(used).toBe(3)
  })

  it('what stands below something that the policy never shows says nothing of its support', () => {
    const stops: TargetPolicy = {
      name: 'stops',
      chancesOf: ({ slots }) =>
        slots[0]?.action === 'a'
          ? [{ chance: 0, all: null, support: 0.9 }]
          : slots.map(({ propensity }) => ({ chance: propensity, all: null, support: 0.9 })),
    }
    const { support, page, estimates } = evaluatePolicy(everyPage, stops)
    expect(support).toBeCloseTo(0.9, 12)
    const kept = ORDERS.filter(([top]) => top !== 'a').map(
      ([top, second]) => rewardOf(top, null) + rewardOf(second, top),
    )
    expect(page?.ips.value).toBeCloseTo(kept.reduce((sum, reward) => sum + reward, 0) / ORDERS.length, 12)
    expect(estimates.dm.low).not.toBeNull()
  })

  it('a model of the reward that is given takes the place of the table of the log', () => {
    const chancesOfAll = { actions: ['a', 'b'], chances: Float64Array.of(0.25, 0.75), elsewhere: 0 }
    const policy: TargetPolicy = { name: 'own', chancesOf: () => [{ chance: 0.5, all: chancesOfAll, support: 1 }] }
    const model = (action: string) => (action === 'a' ? 10 : 20)
    expect(evaluatePolicy(log, policy, model).estimates.dm.value).toBeCloseTo(17.5, 12)
  })
})
