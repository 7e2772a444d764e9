import { type ArmMoments, type MetricKind, type ProductName, UNIT_VALUES, type UnitValue } from '../moments/moments.ts'

/** Four numbers, one for each of `m`, `d`, `mPre` and `dPre`, in this order. */
export type FourValues = readonly [m: number, d: number, mPre: number, dPre: number]

/** How the values of the units of an arm lie: their means, and how they vary together. What is not known is 0. */
export interface UnitSpread {
  readonly n: number
  readonly means: FourValues
  /** Row by row: the covariance of each value with each. */
  readonly covariances: readonly [FourValues, FourValues, FourValues, FourValues]
}

/**
 * The spread of an arm's units. Sample covariances divide by n − 1; those of a proportion by n, as p(1 − p) does.
 * With fewer than two units nothing varies.
 */
export function unitSpread(kind: MetricKind, arm: ArmMoments): UnitSpread {
  const { n } = arm
  const mean = (value: UnitValue): number => (n === 0 ? 0 : (arm[value]?.sum ?? 0) / n)
  const divisor = kind === 'proportion' ? n : n - 1
  const row = (one: UnitValue): FourValues => {
    const shared = (other: UnitValue): number => (n < 2 ? 0 : sharedSquares(arm, one, other) / divisor)
    return [shared('m'), shared('d'), shared('mPre'), shared('dPre')]
  }
  const [m, d, mPre, dPre] = UNIT_VALUES
  return {
    n,
    means: [mean(m), mean(d), mean(mPre), mean(dPre)],
    covariances: [row(m), row(d), row(mPre), row(dPre)],
  }
}

/** The sum of products about the means; 0 where a value or a product is not known. */
function sharedSquares(arm: ArmMoments, one: UnitValue, other: UnitValue): number {
  const [first, second] = [arm[one], arm[other]]
  if (first === undefined || second === undefined) return 0
  const sum = one === other ? first.sumSquares : productOf(arm, one, other)
  return sum === undefined ? 0 : sum - (first.sum * second.sum) / arm.n
}

function productOf({ products }: ArmMoments, one: UnitValue, other: UnitValue): number | undefined {
  const [first, second] = UNIT_VALUES.indexOf(one) < UNIT_VALUES.indexOf(other) ? [one, other] : [other, one]
  return products[`${first}.${second}` as ProductName]
}
