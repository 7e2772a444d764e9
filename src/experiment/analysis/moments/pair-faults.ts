import { type MomentFault, when } from './moment-fault.ts'
import { type ArmMoments, PRODUCTS, type UnitValue } from './moments.ts'
import { roundingOfSums } from './rounding-of-sums.ts'

/** Products that are missing, or greater than what their values allow. @param at the field of that arm */
export function pairFaults(arm: ArmMoments, at: string): readonly MomentFault[] {
  return PRODUCTS.flatMap((product) => {
    const [one, other] = product.split('.').map((value) => arm[value as UnitValue])
    if (one === undefined || other === undefined) return []
    const [field, sum] = [`${at}.products["${product}"]`, arm.products[product]]
    if (sum === undefined) return when(true, field, 'is missing')
    if (arm.n === 0) return when(sum !== 0, field, 'sums something, and n is 0')
    // Cauchy–Schwarz about the means: no correlation is beyond 1.
    const shared = sum - (one.sum * other.sum) / arm.n
    const most = Math.sqrt(about(one, arm.n) * about(other, arm.n))
    const slack = roundingOfSums(arm.n) * Math.sqrt(one.sumSquares * other.sumSquares)
    return when(Math.abs(shared) > most + slack, field, `is ${sum}: these two values cannot go together that closely`)
  })
}

/** The sum of squares about the mean; 0 where rounding leaves less. */
function about({ sum, sumSquares }: { readonly sum: number; readonly sumSquares: number }, n: number): number {
  return Math.max(0, sumSquares - sum ** 2 / n)
}
