import fc from 'fast-check'
import { expect, it } from 'vitest'
import { boundedBySource } from '../../../src/learn/posteriors/bounded-by-source.ts'

it.each([
  ['all networks give alike', 42, Array.from({ length: 21 }, () => 2), 42],
  ['one gives nearly all', 2_040, [2_000], 42],
  ['two give nearly all, and are no reason for each other', 4_040, [2_000, 2_000], 44],
  ['few gave anything', 12, [10], 3],
  ['there is one network', 500, [500], 1],
  ['nothing was seen', 0, [], 0],
])('a network counts a twentieth of the others, or one, on a day on which %s', (_, total, large, left) => {
  expect(boundedBySource(total, large, 1)).toBe(left)
})

it('however much more the largest network sends, that adds a twentieth of all others at most, or one', () => {
  const networks = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(networks, fc.nat(5_000), fc.nat(1_000_000), ([first = 1, ...rest], others, more) => {
      const largest = Math.max(first, ...rest)
      const total = others + largest + rest.reduce((sum, each) => sum + each, 0)
      const before = boundedBySource(total, [largest, ...rest], 1)
      const after = boundedBySource(total + more, [largest + more, ...rest], 1)
      expect(before).toBeLessThanOrEqual(total)
      expect(after - before).toBeLessThanOrEqual(Math.max(1, before / 20))
    }),
  )
})
