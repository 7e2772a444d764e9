import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnalysisOptions } from '../../src/experiment/analysis/analysis-options.ts'
import { analyze } from '../../src/experiment/analysis/analyze.ts'
import {
  type ArmMoments,
  METRIC_KINDS,
  PRODUCTS,
  UNIT_VALUES,
  type UnitValue,
} from '../../src/experiment/analysis/moments/moments.ts'
import { readMoments } from '../../src/experiment/analysis/moments/read-moments.ts'
import { meanSums, momentsOf, USUAL } from './moments-of.ts'

type Unit = Readonly<Record<UnitValue, number>>

/** Sums as the SQL makes them: of units, each once. */
function summed(units: readonly Unit[]): ArmMoments {
  const sum = (of: (unit: Unit) => number) => units.reduce((total, unit) => total + of(unit), 0)
  const values = UNIT_VALUES.map((value) => [
    value,
    { sum: sum((unit) => unit[value]), sumSquares: sum((unit) => unit[value] ** 2) },
  ])
  const products = PRODUCTS.map((name) => {
    const [one, other] = name.split('.') as [UnitValue, UnitValue]
    return [name, sum((unit) => unit[one] * unit[other])]
  })
  return { ...Object.fromEntries(values), n: units.length, products: Object.fromEntries(products) } as ArmMoments
}

const number = fc.integer({ min: 0, max: 400 }).map((quarters) => quarters / 4)
const unit = fc.record({ m: number, d: number.map((value) => value + 1), mPre: number, dPre: number.map((v) => v + 1) })
const arm = fc.array(unit, { minLength: 4, maxLength: 30 })
const arms = fc.tuple(arm, arm, arm)
const kind = fc.constantFrom(...METRIC_KINDS.filter((each) => each !== 'proportion'))
const options = (difference: AnalysisOptions['difference']): AnalysisOptions => ({ ...USUAL, difference })
const analysed = (units: readonly (readonly Unit[])[], more: Parameters<typeof momentsOf>[1], how: AnalysisOptions) =>
  analyze(momentsOf(units.map(summed), more), how).metrics[0]?.arms ?? []
const near = (found: number | null | undefined, wanted: number | null | undefined, size = 1) => {
  if (wanted === null || wanted === undefined) expect(found).toBe(wanted)
  else expect(Math.abs((found ?? Number.NaN) - wanted)).toBeLessThanOrEqual(1e-6 * Math.max(size, Math.abs(wanted)))
}

/** Every number of a document, wherever it stands. */
function numbersOf(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : []
}

describe('an analysis', () => {
  it('an analysis says the same of an arm wherever it stands among the others', () => {
    fc.assert(
      fc.property(arms, kind, ([control, one, other], each) => {
        const there = analysed([control, one, other], { kind: each }, options('relative'))
        const back = analysed([control, other, one], { kind: each }, options('relative'))
        const unnamed = (place: (typeof there)[number] | undefined) => ({ ...place, key: '' })
        expect(unnamed(back[2])).toEqual(unnamed(there[1]))
        expect(unnamed(back[1])).toEqual(unnamed(there[2]))
      }),
    )
  })

  it('an absolute lift turns round when control and arm change places, and p stays', () => {
    fc.assert(
      fc.property(arm, arm, kind, (control, other, each) => {
        const there = analysed([control, other], { kind: each }, options('absolute'))[1]
        const back = analysed([other, control], { kind: each }, options('absolute'))[1]
        expect(back?.state).toBe(there?.state)
        near(back?.lift?.low, there?.lift ? -there.lift.high : undefined)
        near(back?.p, there?.p)
        near(back?.cuped?.lift?.value, there?.cuped?.lift ? -there.cuped.lift.value : undefined)
      }),
    )
  })

  it('a relative lift does not depend on the unit that a metric is counted in', () => {
    fc.assert(
      fc.property(arm, arm, kind, fc.constantFrom(0.001, 60, 1e6), (control, other, each, scale) => {
        const scaled = (units: readonly Unit[]) =>
          units.map((of) => ({ ...of, m: of.m * scale, mPre: of.mPre * scale }))
        const [plain, larger] = [
          [control, other],
          [scaled(control), scaled(other)],
        ].map((both) => analysed(both, { kind: each }, options('relative'))[1])
        expect(larger?.state).toBe(plain?.state)
        for (const field of ['value', 'low', 'high', 'se'] as const) near(larger?.lift?.[field], plain?.lift?.[field])
        near(larger?.p, plain?.p)
        near(larger?.sequential?.p, plain?.sequential?.p)
        near(larger?.cuped?.lift?.se, plain?.cuped?.lift?.se)
      }),
    )
  })

  it('a relative lift and its p stay where values are so small that squares of their variances are none', () => {
    const found = [1, 1e-120, 1e120].map((unitOf) => {
      const sums = [10, 11].map((mean) => meanSums(1000, mean * unitOf, 3 * unitOf))
      return analyze(momentsOf(sums), USUAL).metrics[0]?.arms[1]
    })
    for (const each of found) {
      expect(each?.state).toBe('ok')
      near(each?.p, found[0]?.p, 1e-9)
      near(each?.lift?.high, found[0]?.lift?.high)
    }
  })

  it('an absolute lift of a mean stays when every unit has more of it by as much', () => {
    fc.assert(
      fc.property(arm, arm, fc.integer({ min: 1, max: 1000 }), (control, other, more) => {
        const raised = (units: readonly Unit[]) => units.map((of) => ({ ...of, m: of.m + more }))
        const [plain, higher] = [
          [control, other],
          [raised(control), raised(other)],
        ].map((both) => analysed(both, { kind: 'mean' }, options('absolute'))[1])
        for (const field of ['value', 'low', 'high'] as const) near(higher?.lift?.[field], plain?.lift?.[field], 100)
        near(higher?.cuped?.lift?.value, plain?.cuped?.lift?.value, 100)
      }),
    )
  })

  it('an interval of one look lies within that of every look', () => {
    fc.assert(
      fc.property(arm, arm, kind, (control, other, each) => {
        const found = analysed([control, other], { kind: each }, options('absolute'))[1]
        if (found?.lift == null || found.sequential == null || found.n < 10 || control.length < 10) return
        expect(found.sequential.low).toBeLessThanOrEqual(found.lift.low)
        expect(found.sequential.high).toBeGreaterThanOrEqual(found.lift.high)
      }),
    )
  })
})

describe('the numbers of an answer', () => {
  const wild = fc.oneof(
    fc.constantFrom(0, 1, -1, 1e-320, 1e308, -1e308, 1e154, 5, Number.NaN, Number.POSITIVE_INFINITY),
    fc.double(),
    fc.integer({ min: -5, max: 5000 }),
  )
  const wildSums = fc.record({ sum: wild, sumSquares: wild })
  const wildArm = fc.record(
    {
      ...{ n: fc.integer({ min: 0, max: 3000 }), m: wildSums, d: wildSums, mPre: wildSums, dPre: wildSums },
      products: fc.record(Object.fromEntries(PRODUCTS.map((product) => [product, wild]))),
    },
    { requiredKeys: ['n', 'm', 'products'] },
  )
  const sound = fc.array(unit, { maxLength: 5 }).map(summed)
  const anyArm = fc.oneof({ weight: 5, arbitrary: sound }, { weight: 1, arbitrary: wildArm })

  it('every number is finite or null, whatever came, and moments are refused or analysed, never half of it', () => {
    let passed = 0
    fc.assert(
      fc.property(
        fc.array(anyArm, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...METRIC_KINDS),
        fc.boolean(),
        fc.constantFrom('relative' as const, 'absolute' as const),
        (sums, each, guardrail, difference) => {
          const { moments, faults } = readMoments(momentsOf(sums as ArmMoments[], { kind: each, guardrail }))
          expect(moments === null).toBe(faults.length > 0)
          if (moments === null) return
          passed++
          expect(numbersOf(analyze(moments, options(difference))).filter((value) => !Number.isFinite(value))).toEqual(
            [],
          )
        },
      ),
      { numRuns: 500 },
    )
    expect(passed).toBeGreaterThan(50)
  })

  it('every number is finite or null also where squares are at the edge of what a number holds', () => {
    for (const size of [1e-160, 1e-150, 1, 1e76, 1e100, 1e150, 1.3e154]) {
      const units = [1, 2, 3, 5].map((of) => ({ m: of * size, d: size / of, mPre: size * of, dPre: size }))
      const far = units.map((of) => ({ ...of, m: of.m * 1.5 }))
      for (const each of METRIC_KINDS.filter((named) => named !== 'proportion')) {
        const { moments } = readMoments(momentsOf([units, far].map(summed), { kind: each }))
        if (moments === null) continue
        const answer = analyze(moments, options('relative'))
        expect(numbersOf(answer).filter((value) => !Number.isFinite(value))).toEqual([])
      }
    }
  })
})
