import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { engagementUnits } from '../../../../src/decide/score/engagement.ts'
import { fatigue } from '../../../../src/decide/score/taste/fatigue.ts'
import { SCORE_UNITS_PER_POINT, unitsOf } from '../../../../src/decide/score/taste/score-units.ts'
import { requestVector, termVector, unitsByTerm, unitsFrom } from '../../../../src/decide/score/taste/term-vector.ts'
import { quantised, TASTE_NORM } from '../../../../src/model/columns/taste-vector.ts'
import { POLICY } from './catalogue.ts'

const anyTaste = fc.array(fc.integer({ min: -400, max: 400 }), { minLength: 32, maxLength: 32 }).map(quantised)
const anyPoints = fc.integer({ min: 0, max: 42 })

describe('a term of taste', () => {
  test('a term of taste never passes its points, and reaches them with the very asset that it is for', () => {
    fc.assert(
      fc.property(anyTaste, anyTaste, anyPoints, (taste, asset, points) => {
        const most = points * SCORE_UNITS_PER_POINT
        expect(Math.abs(unitsFrom(asset, 0, termVector(taste, points)))).toBeLessThanOrEqual(most)
      }),
    )
    const full = new Int8Array(32).fill(0, 1)
    full[3] = TASTE_NORM
    const reached = unitsFrom(full, 0, termVector(full, 40))
    expect(reached).toBeGreaterThan(39.9 * SCORE_UNITS_PER_POINT)
    expect(reached).toBeLessThanOrEqual(40 * SCORE_UNITS_PER_POINT)
  })

  test('a term of taste can be told apart from the others to the last unit', () => {
    fc.assert(
      fc.property(
        fc.array(anyTaste, { minLength: 4, maxLength: 4 }),
        fc.array(anyPoints, { minLength: 3, maxLength: 3 }),
        (tastes, points) => {
          const [taste, sessionTaste, context] = points.map((most, index) =>
            termVector(tastes[index] ?? new Int8Array(32), most),
          )
          if (!taste || !sessionTaste || !context) throw new Error('three terms')
          const terms = { taste, sessionTaste, context }
          const column = new Int8Array(64)
          column.set(tastes[3] ?? [], 32)
          const vector = requestVector(terms)
          expect(Math.max(...vector.map(Math.abs))).toBeLessThanOrEqual(4095)
          const parts = unitsByTerm(column, 1, terms)
          expect(parts.taste + parts.sessionTaste + parts.context).toBe(unitsFrom(column, 1, vector))
        },
      ),
    )
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'a term of %s points counts as none',
    (points) => {
      expect(unitsOf(points)).toBe(0)
    },
  )
})

describe('fatigue', () => {
  const points = POLICY.points.fatigue
  const penaltyOf = (list: ReturnType<typeof fatigue>, hash: number) =>
    list.find((entry) => entry.hash === hash)?.units ?? 0
  const others = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ asset: 100 + index, title: 200 + index }))

  test('fatigue weighs more for the asset itself than for another of its title, and less the longer ago', () => {
    const now = fatigue([...others(5), { asset: 1, title: 2 }], POLICY.fatigue, points)
    const before = fatigue([{ asset: 1, title: 2 }, ...others(20)], POLICY.fatigue, points)
    expect(penaltyOf(now, 1)).toBeGreaterThan(penaltyOf(now, 2))
    expect(penaltyOf(before, 1)).toBe(Math.floor(penaltyOf(now, 1) / 2))
    expect(penaltyOf(before, 2)).toBeGreaterThan(0)
  })

  test('fatigue grows with each showing, and never takes more than its points off one candidate', () => {
    const shown = (times: number) =>
      fatigue(
        Array.from({ length: times }, () => ({ asset: 1, title: 2 })),
        POLICY.fatigue,
        points,
      )
    expect(penaltyOf(shown(2), 2)).toBeGreaterThan(penaltyOf(shown(1), 2))
    const most = penaltyOf(shown(200), 1) + penaltyOf(shown(200), 2)
    expect(most).toBeLessThanOrEqual(points * SCORE_UNITS_PER_POINT)
    expect(most).toBeGreaterThan((points - 1) * SCORE_UNITS_PER_POINT)
  })

  test('fatigue knows no title where there is none', () => {
    expect(fatigue([{ asset: 1, title: 0 }], POLICY.fatigue, points).map(({ hash }) => hash)).toEqual([1])
  })
})

describe('engagement', () => {
  const units = (impressions: number, rewarded: number, rate = 0.1) =>
    engagementUnits({ impressions, rewarded }, rate, POLICY.engagement)

  test('engagement takes what was never shown for average', () => {
    expect(units(0, 0)).toBe(0)
  })

  test('engagement trusts many impressions more than few', () => {
    expect(units(5, 5)).toBeLessThan(units(5000, 5000 * 0.3))
    expect(units(10_000, 0)).toBeLessThan(units(10, 0))
  })

  test.each([
    ['nothing is known of the surface', 10, 1, 0],
    ['counts are no numbers', Number.NaN, 1, 0.1],
    ['counts are below nothing', 10, -500, 0.1],
  ])('engagement says nothing where %s', (_name, impressions, rewarded, rate) => {
    expect(units(impressions, rewarded, rate)).toBe(0)
  })

  test('engagement stays within 3.9 doublings, which an int8 in 32nds holds', () => {
    expect(units(1e9, 1e9, 0.001)).toBe(3.9)
    expect(units(1e9, 0)).toBe(-3.9)
  })
})
