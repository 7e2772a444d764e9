import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chance } from '../../src/dev/demo/chance.ts'
import { analyze } from '../../src/experiment/analysis/analyze.ts'
import {
  type ArmMoments,
  type MetricKind,
  PRODUCTS,
  UNIT_VALUES,
  type UnitValue,
} from '../../src/experiment/analysis/moments/moments.ts'
import { readMoments } from '../../src/experiment/analysis/moments/read-moments.ts'
import { momentsOf, USUAL } from './moments-of.ts'
import { effectByUnits, sequentialReach, slopeOf, studentP, type UnitValues } from './unit-by-unit.ts'

/** How units are made. Many do nothing; some do a thousand times as much as others; means may lie far from 0. */
interface Make {
  readonly kind: MetricKind
  readonly offset: number
  readonly scale: number
  readonly heavy: boolean
  readonly lift: number
}

function unitsOf(count: number, seed: number, arm: number, { kind, offset, scale, heavy, lift }: Make): UnitValues[] {
  const draw = chance(seed, arm)
  const part = () => draw.whole(0, 1_000_000) / 1_000_000
  return Array.from({ length: count }, () => {
    const taste = part()
    const amount = () => {
      const size = heavy && part() < 0.02 ? 1000 : 1
      return offset + scale * size * (part() < 0.4 ? 0 : taste + part())
    }
    const [before, since] = [amount(), amount() * (arm === 0 ? 1 : 1 + lift)]
    if (kind === 'proportion') {
      const has = () => (taste + part() > 1.1 - (arm === 0 ? 0 : lift) ? 1 : 0)
      return { m: has(), d: 1, mPre: has(), dPre: 1 }
    }
    return { m: since, d: 1 + draw.whole(0, 9), mPre: before, dPre: 1 + draw.whole(0, 9) }
  })
}

/** Sums, added up as a stream of rows would be. */
function summed(kind: MetricKind, units: readonly UnitValues[]): ArmMoments {
  const has = (value: UnitValue) => kind === 'ratio' || value === 'm' || value === 'mPre'
  const sum = (of: (unit: UnitValues) => number) => units.reduce((total, unit) => total + of(unit), 0)
  const values = UNIT_VALUES.filter(has).map((value) => [
    value,
    { sum: sum((unit) => unit[value]), sumSquares: sum((unit) => unit[value] ** 2) },
  ])
  const products = PRODUCTS.flatMap((name) => {
    const [one, other] = name.split('.') as [UnitValue, UnitValue]
    return has(one) && has(other) ? [[name, sum((unit) => unit[one] * unit[other])]] : []
  })
  return { ...Object.fromEntries(values), n: units.length, products: Object.fromEntries(products) } as ArmMoments
}

const make = fc.record({
  kind: fc.constantFrom<MetricKind>('mean', 'proportion', 'ratio'),
  offset: fc.constantFrom(0, 0, 5, -3, 1000),
  scale: fc.constantFrom(1, 0.001, 60_000),
  heavy: fc.boolean(),
  lift: fc.constantFrom(0, 0.05, 0.3),
})
const size = fc.integer({ min: 60, max: 900 })
const risk = fc.constantFrom(0.05, 0.1, 0.001)

function near(found: number | null | undefined, wanted: number, what: string, most = 1e-7): void {
  const off = Math.abs((found ?? Number.NaN) - wanted)
  expect(off, `${what}: ${found} for ${wanted}`).toBeLessThanOrEqual(most * Math.max(1, Math.abs(wanted)))
}

describe('an analysis of sums', () => {
  it('an analysis of sums says what every unit by itself says: Welch, the delta method, CUPED and every look', () => {
    let compared = 0
    fc.assert(
      fc.property(
        make,
        fc.tuple(size, size, size),
        fc.integer({ min: 1, max: 1e9 }),
        fc.constantFrom('relative' as const, 'absolute' as const),
        risk,
        (how, sizes, seed, difference, alpha) => {
          const arms = sizes.map((count, arm) => unitsOf(count, seed, arm, how))
          const { moments, faults } = readMoments(
            momentsOf(
              arms.map((units) => summed(how.kind, units)),
              { kind: how.kind },
            ),
          )
          expect(faults).toEqual([])
          if (moments === null) return
          const found = analyze(moments, { ...USUAL, alpha, difference }).metrics[0]?.arms ?? []
          const [control = [], ...others] = arms
          for (const [index, arm] of others.entries()) {
            const said = found[index + 1]
            if (said?.state !== 'ok') continue
            compared++
            const relative = difference === 'relative'
            const plain = effectByUnits(how.kind, { control, arm }, { relative, theta: 0 })
            const scale = relative ? 1 : how.scale
            near((said.lift?.value ?? 0) / scale, plain.value / scale, 'lift')
            near((said.lift?.se ?? 0) / scale, plain.se / scale, 'se')
            near(said.p, studentP(plain.value / plain.se, plain.degrees), 'p', 1e-6)
            const reach = sequentialReach(plain.se, control.length + arm.length, alpha, USUAL.tuning)
            near((said.sequential?.low ?? 0) / scale, (plain.value - reach) / scale, 'low')
            near((said.sequential?.high ?? 0) / scale, (plain.value + reach) / scale, 'high')
            if (said.cuped?.lift == null) continue
            const theta = slopeOf(how.kind, control, arm)
            near(said.cuped.theta, theta, 'theta', 1e-6)
            const less = effectByUnits(how.kind, { control, arm }, { relative, theta })
            near(said.cuped.lift.value / scale, less.value / scale, 'CUPED lift', 1e-6)
            near(said.cuped.lift.se / scale, less.se / scale, 'CUPED se', 1e-6)
          }
        },
      ),
      { numRuns: 300 },
    )
    expect(compared).toBeGreaterThan(400)
  })

  it('a hundred thousand units far from 0 say the same by their sums as one by one', () => {
    const how: Make = { kind: 'mean', offset: 20_000, scale: 30, heavy: false, lift: 0.0001 }
    const [control, arm] = [0, 1].map((each) => unitsOf(100_000, 7, each, how)) as [UnitValues[], UnitValues[]]
    const sums = [control, arm].map((units) => summed('mean', units))
    const said = analyze(momentsOf(sums), USUAL).metrics[0]?.arms[1]
    const plain = effectByUnits('mean', { control, arm }, { relative: true, theta: 0 })
    near((said?.lift?.value ?? 0) / plain.value, 1, 'lift', 1e-6)
    near((said?.lift?.se ?? 0) / plain.se, 1, 'se', 1e-4)
  })
})
