import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BUCKETS, bucketOf, placeOf, placesTaken } from '../../../src/decide/pacing/coin.ts'
import { hash32 } from '../../../src/model/hash32.ts'

const ALL = Array.from({ length: BUCKETS }, (_, bucket) => bucket)

describe('the coin of pacing', () => {
  it('every campaign has each bucket at a place of its own', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (idHash) => {
        expect(ALL.map((bucket) => placeOf(bucket, idHash)).sort((a, b) => a - b)).toEqual(ALL)
      }),
    )
  })

  it('seeds fall into all buckets alike, however alike they are', () => {
    const counts = new Float64Array(BUCKETS)
    for (let seed = 0; seed < 64_000; seed++) {
      const bucket = bucketOf(`00000000-0000-4000-8000-${seed.toString(16).padStart(12, '0')}`)
      counts[bucket] = (counts[bucket] ?? 0) + 1
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    // 63 degrees of freedom: 5 standard deviations above the mean.
    expect(chiSquare).toBeLessThan(63 + 5 * Math.sqrt(2 * 63))
  })

  it('two campaigns of one share take other decisions than each other', () => {
    const taken = Array.from({ length: 200 }, (_, at) => {
      const idHash = hash32(`cmp_${at}`)
      return ALL.filter((bucket) => placeOf(bucket, idHash) < 16).join(' ')
    })
    expect(new Set(taken).size).toBeGreaterThan(150)
    const open = ALL.map((bucket) => taken.filter((buckets) => buckets.split(' ').includes(String(bucket))).length)
    // On average 50 of 200 take each bucket.
    expect(Math.min(...open)).toBeGreaterThan(25)
    expect(Math.max(...open)).toBeLessThan(75)
  })

  it.each([
    ['nothing', 0, 0],
    ['a 64th', 1 / 64, 1],
    ['half', 0.5, 32],
    ['all', 1, 64],
    ['more than all', 7, 64],
    ['less than nothing', -1, 0],
    ['no number', Number.NaN, 0],
  ])('a share of %s takes so many of the 64 places', (_name, share, places) => {
    expect(placesTaken(share)).toBe(places)
  })
})
