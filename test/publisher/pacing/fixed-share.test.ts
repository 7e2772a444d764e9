import { expect, it } from 'vitest'
import { fixedShare } from '../../../src/publisher/pacing/fixed-share.ts'

it('a share in percent is whole 64ths at any moment, and exactly itself over a hundred steps', () => {
  for (let sharePercent = 1; sharePercent < 100; sharePercent += 1) {
    const shares = Array.from({ length: 100 }, (_, step) => {
      return fixedShare({ sharePercent, pacing: 'even' }, 1_795_000_000_000 + step * 300_000)?.share ?? Number.NaN
    })
    expect(shares.every((share) => Number.isInteger(share * 64))).toBe(true)
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1 / 64)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(sharePercent, 6)
  }
})

it('a share of 100 percent, and no share, pace nothing', () => {
  expect(fixedShare({ sharePercent: 100, pacing: 'even' }, 0)).toBeNull()
  expect(fixedShare({ impressions: 5, pacing: 'even' }, 0)).toBeNull()
  expect(fixedShare(null, 0)).toBeNull()
})
