import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choiceChances, drawIndex } from '../../../src/decide/draw/explore.ts'

function chancesOf(scores: readonly number[], temperature: number, floor: number): number[] {
  const chances = new Float64Array(scores.length)
  choiceChances(Float64Array.from(scores), scores.length, { temperature, floor }, chances)
  return [...chances]
}

const anyScores = fc
  .array(fc.double({ min: -(2 ** 31), max: 2 ** 31, noNaN: true }), { minLength: 1, maxLength: 64 })
  .map((scores) => scores.sort((a, b) => b - a))

describe('the chances of a choice', () => {
  it('the chances of a choice mix a softmax with an even floor', () => {
    const [first = 0, second = 0] = chancesOf([64, 0], 64, 0.1)
    expect(first).toBeCloseTo(0.9 / (1 + Math.exp(-1)) + 0.05, 12)
    expect(second).toBeCloseTo((0.9 * Math.exp(-1)) / (1 + Math.exp(-1)) + 0.05, 12)
  })

  it('the chances of a choice sum to 1, fall with the score, and none is below the floor', () => {
    fc.assert(
      fc.property(anyScores, fc.double({ min: 0.5, max: 500, noNaN: true }), (scores, temperature) => {
        const chances = chancesOf(scores, temperature, 0.05)
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9)
        expect(chances).toEqual([...chances].sort((a, b) => b - a))
        expect(Math.min(...chances)).toBeGreaterThanOrEqual(0.05 / scores.length)
      }),
    )
  })

  it.each([0, -1, Number.NaN])('a temperature of %s gives all chances to the best', (temperature) => {
    expect(chancesOf([3, 3, 1], temperature, 0.05)).toEqual([1, 0, 0])
  })

  it('a choice of one alone has a chance of exactly 1', () => {
    expect(chancesOf([5], 3, 0.07)).toEqual([1])
  })
})

it('a draw falls on each index over just its chance, and on none without one', () => {
  const chances = Float64Array.from([0.25, 0, 0.5, 0.25, 0])
  const at = (uniform: number) => drawIndex(chances, 5, uniform)
  expect([0, 0.249, 0.25, 0.749, 0.75, 1 - 2 ** -53].map(at)).toEqual([0, 0, 2, 2, 3, 3])
  expect(drawIndex(Float64Array.from([0.3, 0.3, 0]), 3, 0.99)).toBe(1)
})
