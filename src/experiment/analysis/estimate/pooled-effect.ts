import { type ArmMoments, type MetricKind, PRODUCTS, UNIT_VALUES, type ValueSums } from '../moments/moments.ts'
import { armEstimate } from './arm-estimate.ts'
import type { Effect } from './effect.ts'
import { unitSpread } from './unit-spread.ts'

/** The sums of the units of both arms. */
export function pooled(one: ArmMoments, other: ArmMoments): ArmMoments {
  const values = UNIT_VALUES.flatMap((value) => {
    const sums = added(one[value], other[value])
    return sums === undefined ? [] : [[value, sums] as const]
  })
  const products = PRODUCTS.map((product) => [product, (one.products[product] ?? 0) + (other.products[product] ?? 0)])
  return {
    m: { sum: 0, sumSquares: 0 },
    ...Object.fromEntries(values),
    ...{ n: one.n + other.n, products: Object.fromEntries(products) },
  }
}

/**
 * The absolute effect with the variance of both arms together: what can still be said where one arm does not vary, as
 * when errors happen in the other alone. Null: nothing varies, or an arm has no number.
 */
export function pooledEffect(kind: MetricKind, control: ArmMoments, arm: ArmMoments): Effect | null {
  if (control.n === 0 || arm.n === 0) return null
  const both = armEstimate(kind, unitSpread(kind, pooled(control, arm)), 0)
  const [base, other] = [control, arm].map((moments) => armEstimate(kind, unitSpread(kind, moments), 0))
  if (both === null || !base || !other || both.variance === 0) return null
  const standardError = Math.sqrt(both.variance * (1 / control.n + 1 / arm.n))
  const units = control.n + arm.n
  return { value: other.value - base.value, standardError, degrees: units - 2, units }
}

function added(one: ValueSums | undefined, other: ValueSums | undefined): ValueSums | undefined {
  if (one === undefined || other === undefined) return undefined
  return { sum: one.sum + other.sum, sumSquares: one.sumSquares + other.sumSquares }
}
