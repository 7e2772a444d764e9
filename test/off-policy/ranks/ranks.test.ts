import { describe, expect, it } from 'vitest'
import { beliefGrid } from '../../../src/off-policy/ranks/belief-grid.ts'
import { nextChances } from '../../../src/off-policy/ranks/next-chances.ts'
import { rankChances } from '../../../src/off-policy/ranks/rank-chances.ts'
import twelve from '../references/ranks.json' with { type: 'json' }
import { at, betaDensity, integral, minus, ONE, type Polynomial, times } from './polynomials.ts'

type Arm = readonly [number, number]
const gridOf = (arms: readonly (readonly number[])[]) =>
  beliefGrid(arms.map(([alpha = 1, beta = 1]) => ({ alpha, beta })))

/** The chance of a whole order, best first, by integrating polynomials one inside the other: exact but for rounding, with small shapes. */
function chanceOfOrder(order: readonly Arm[]): number {
  let above: Polynomial = ONE
  for (const [alpha, beta] of order) {
    const inner = integral(times(betaDensity(alpha, beta), above))
    above = minus(at(inner, 1), inner)
  }
  return at(above, 0)
}

function orders(count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]]
  const shorter = orders(count - 1)
  return shorter.flatMap((order) => Array.from({ length: count }, (_, place) => order.toSpliced(place, 0, count - 1)))
}

const ARMS: readonly Arm[] = [
  [1, 1],
  [2, 3],
  [3, 1],
  [2, 2],
]
const WHOLE = orders(ARMS.length).map((order) => ({
  order,
  chance: chanceOfOrder(order.map((arm) => ARMS[arm] ?? [1, 1])),
}))

/** The sum of the chances of the orders that pass. */
const chanceThat = (passes: (order: readonly number[]) => boolean): number =>
  WHOLE.filter(({ order }) => passes(order)).reduce((sum, { chance }) => sum + chance, 0)

describe('chances of ranks of Thompson sampling', () => {
  it('the chance of each rank is the sum of all orders in which an arm has it', () => {
    const ranks = rankChances(gridOf(ARMS), ARMS.length)
    for (const [rank, chances] of ranks.entries())
      for (const [arm, chance] of chances.entries())
        expect(chance).toBeCloseTo(
          chanceThat((order) => order[rank] === arm),
          11,
        )
  })

  it('the chance of the next arm below others is that of the orders which begin so', () => {
    const next = nextChances(gridOf(ARMS))
    for (const above of [[], [2], [1, 2], [2, 1], [0, 3]]) {
      const begins = (order: readonly number[]): boolean => above.every((arm, place) => order[place] === arm)
      const chances = next(above)
      for (const [arm, chance] of chances.entries()) {
        const both = chanceThat((order) => begins(order) && order[above.length] === arm)
        expect(chance).toBeCloseTo(both / chanceThat(begins), 10)
      }
    }
  })

  it('ranks of twelve arms equal what scipy integrates in another variable', () => {
    const ranks = rankChances(gridOf(twelve.arms), 3)
    for (const [rank, expected] of twelve.ranks.entries())
      for (const [arm, chance] of expected.entries()) expect(ranks[rank]?.[arm]).toBeCloseTo(chance, 11)
  })

  it('chances of a rank sum to 1 over eighty arms of any shape, and those of equal arms are equal', () => {
    const shapes = [0.001, 0.05, 0.5, 1, 7, 300, 2e4, 1e8]
    const arms = shapes.flatMap((alpha) =>
      Array.from({ length: 10 }, (_, index) => [alpha, index < 5 ? alpha : 30 * alpha]),
    )
    const ranks = rankChances(gridOf(arms), 3)
    for (const chances of ranks) {
      expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 11)
      for (const [arm, chance] of chances.entries())
        expect(chance).toBeCloseTo(chances[5 * Math.floor(arm / 5)] ?? 0, 12)
    }
  })
})
