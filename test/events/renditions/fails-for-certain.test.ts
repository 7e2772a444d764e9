import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failsForCertain } from '../../../src/events/renditions/fails-for-certain.ts'

describe('whether a share of starts fails for certain', () => {
  // Bounds: scipy.stats.beta.ppf(0.01, failed, tried - failed + 1), version 1.17.1.
  it.each([
    [10, 200, false, 0.020908],
    [18, 200, false, 0.049002],
    [19, 200, true, 0.052757],
    [24, 300, false, 0.047681],
    [25, 300, true, 0.050291],
    [300, 300, true, 0.984767],
    [67, 1_000, false, 0.049858],
    [68, 1_000, true, 0.050727],
    [1_072, 20_000, false, 0.049959],
    [1_073, 20_000, true, 0.050007],
    [50_508, 1_000_000, false, 0.0499998],
    [50_509, 1_000_000, true, 0.0500008],
    [5_000_000, 5_000_000, true, 0.999999],
  ])(
    'failures are certain just where their exact lower bound is above 5 %%: %i of %i, %s, %f',
    (failed, tried, certain) => {
      expect(failsForCertain({ failed, tried })).toBe(certain)
    },
  )

  it('fewer than 200 starts prove nothing, though all of them fail', () => {
    expect(failsForCertain({ failed: 199, tried: 199 })).toBe(false)
  })

  it.each([
    [Number.NaN, 300],
    [300, Number.NaN],
    [-1, 300],
    [300, -300],
    [301, 300],
    [299.5, 300],
    [300, Number.POSITIVE_INFINITY],
    [0, 0],
  ])('numbers that cannot be counts prove nothing: %f of %f', (failed, tried) => {
    expect(failsForCertain({ failed, tried })).toBe(false)
  })

  it('more failures of as many starts are never less certain, nor as many failures of fewer', () => {
    const counts = fc.record({ tried: fc.integer({ min: 200, max: 50_000 }), share: fc.double({ min: 0, max: 0.2 }) })
    fc.assert(
      fc.property(counts, ({ tried, share }) => {
        const failed = Math.round(tried * share)
        if (!failsForCertain({ failed, tried })) return
        expect(failsForCertain({ failed: Math.min(tried, failed + 1), tried })).toBe(true)
        expect(failsForCertain({ failed, tried: Math.max(200, failed, tried - 1) })).toBe(true)
      }),
    )
  })
})
