import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normOf, quantised, TASTE_NORM } from '../../../src/model/columns/taste-vector.ts'
import { type Impression, profileTaste } from './profile-taste.ts'

const axis = (index: number): Int8Array => Int8Array.from({ length: 32 }, (_, at) => (at === index ? TASTE_NORM : 0))
const shown = (times: number, index: number, rewarded: boolean, expected = 0.2): Impression[] =>
  Array.from({ length: times }, () => ({ vector: axis(index), rewarded, expected }))

describe('a profile’s taste', () => {
  test("a profile's taste lies towards what surprised by pleasing, and away from what surprised by not", () => {
    const taste = profileTaste([...shown(10, 0, true), ...shown(10, 1, false, 0.9)])
    expect(taste[0]).toBeGreaterThan(40)
    expect(taste[1]).toBeLessThan(-40)
    expect(taste[2]).toBe(0)
  })

  test('a profile learns nothing from what everybody likes', () => {
    expect(normOf(profileTaste(shown(20, 0, true, 1)))).toBe(0)
  })

  test("a profile's taste weighs little while little is known", () => {
    const [few, many] = [normOf(profileTaste(shown(1, 0, true))), normOf(profileTaste(shown(200, 0, true)))]
    expect(few).toBeLessThan(15)
    expect(many).toBeGreaterThan(115)
  })

  test('a profile tells two genres apart that are nearly always shown together', () => {
    const both = quantised(Float64Array.from(axis(0), (value, index) => (value + (axis(1)[index] ?? 0)) * Math.SQRT1_2))
    const together = Array.from({ length: 20 }, () => ({ vector: both, rewarded: true, expected: 0.5 }))
    const taste = profileTaste([...together, ...shown(10, 1, false, 0.5)])
    expect(taste[0]).toBeGreaterThan(80)
    expect(Math.abs(taste[1] ?? 127)).toBeLessThan(30)
  })

  test("a profile's taste stays bounded, in any order, whatever was shown", () => {
    const anyImpression = fc.record<Impression>({
      vector: fc.array(fc.integer({ min: -128, max: 127 }), { minLength: 32, maxLength: 32 }).map(quantised),
      rewarded: fc.boolean(),
      expected: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(Number.NaN, -1, 2)),
    })
    fc.assert(
      fc.property(fc.array(anyImpression, { maxLength: 40 }), (impressions) => {
        const taste = profileTaste(impressions)
        expect(normOf(taste)).toBeLessThanOrEqual(TASTE_NORM)
        const other = profileTaste([...impressions].reverse())
        for (const [index, value] of taste.entries())
          expect(Math.abs(value - (other[index] ?? 999))).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('a profile leaves out an expectation that is no probability', () => {
    const odd = { vector: axis(3), rewarded: true, expected: Number.NaN }
    expect(profileTaste([odd, ...shown(5, 0, true)])).toEqual(profileTaste(shown(5, 0, true)))
  })
})
