import { type MomentFault, when } from './moment-fault.ts'
import { type ArmMoments, PRODUCTS, UNIT_VALUES } from './moments.ts'
import { roundingOfSums } from './rounding-of-sums.ts'

/** What the steps below lose themselves, of correlations. */
const LOST = 1e-12

/**
 * Products of which each two values allow theirs, and no units have all: where m goes with d, and d with mPre, m cannot go
 * against mPre. Such sums would give a variance that is none. @param at the field of that arm
 */
export function togetherFaults(arm: ArmMoments, at: string): readonly MomentFault[] {
  return when(
    !hasUnits(correlations(arm)),
    `${at}.products`,
    'go together two by two, and not all of them: no units have these',
  )
}

/** Correlations of the values that vary, each drawn towards 0 by as much as rounding may have moved it. */
function correlations({ n, products, ...sums }: ArmMoments): readonly (readonly number[])[] {
  const values = UNIT_VALUES.flatMap((name) => {
    const value = sums[name]
    if (value === undefined || n === 0 || value.sumSquares === 0) return []
    const slack = UNIT_VALUES.length * roundingOfSums(n) * value.sumSquares
    return [{ name, sum: value.sum, deviation: Math.sqrt(Math.max(0, value.sumSquares - value.sum ** 2 / n) + slack) }]
  })
  return values.map((one) =>
    values.map((other) => {
      if (one === other) return 1
      const product = PRODUCTS.find(
        (each) => each === `${one.name}.${other.name}` || each === `${other.name}.${one.name}`,
      )
      const sum = (product === undefined ? undefined : products[product]) ?? 0
      return (sum - (one.sum * other.sum) / n) / one.deviation / other.deviation
    }),
  )
}

/** Whether a matrix is one of correlations: no weights of the values have a variance below 0 (Cholesky). */
function hasUnits(matrix: readonly (readonly number[])[]): boolean {
  const factor: number[][] = []
  for (const [row, entries] of matrix.entries()) {
    const own: number[] = []
    for (const [column, before] of factor.entries()) {
      const left = (entries[column] ?? 0) - dot(own, before)
      const pivot = before[column] ?? 0
      if (pivot === 0 && Math.abs(left) > Math.sqrt(LOST)) return false
      own.push(pivot === 0 ? 0 : left / pivot)
    }
    const left = (entries[row] ?? 0) - dot(own, own)
    if (left < -LOST) return false
    own.push(left <= LOST ? 0 : Math.sqrt(left))
    factor.push(own)
  }
  return true
}

/** Of as many entries as the first has. */
function dot(first: readonly number[], second: readonly number[]): number {
  return first.reduce((sum, value, index) => sum + value * (second[index] ?? 0), 0)
}
