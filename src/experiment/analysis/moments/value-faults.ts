import { type MomentFault, when } from './moment-fault.ts'
import type { ArmMoments, MetricMoments, UnitValue } from './moments.ts'
import { roundingOfSums } from './rounding-of-sums.ts'

/** What is wrong with one value of a metric in one arm. @param at the field of that arm */
export function valueFaults(
  metric: MetricMoments,
  arm: ArmMoments,
  value: UnitValue,
  at: string,
): readonly MomentFault[] {
  const [sums, field] = [arm[value], `${at}.${value}`]
  if (sums === undefined) return when(isNeeded(metric, value), field, 'is missing')
  const { sum, sumSquares } = sums
  if (arm.n === 0) return when(sum !== 0 || sumSquares !== 0, field, 'sums something, and n is 0')
  const least = sum ** 2 / arm.n
  if (!Number.isFinite(least)) return when(true, `${field}.sum`, `is ${sum}: its square is more than a number holds`)
  const below = `is ${sumSquares}, and ${arm.n} units that sum to ${sum} have at least ${least}`
  return [
    ...when(sumSquares < least * (1 - roundingOfSums(arm.n)), `${field}.sumSquares`, below),
    ...(metric.kind === 'proportion' ? proportionFaults(arm.n, sum, sumSquares, field) : []),
  ]
}

/** Each unit of a proportion is 0 or 1, and so is its square. */
function proportionFaults(n: number, sum: number, sumSquares: number, field: string): readonly MomentFault[] {
  const differs = Math.abs(sumSquares - sum) > roundingOfSums(n) * sum
  return [
    ...when(sum < 0 || sum > n, `${field}.sum`, `is ${sum}: of ${n} units, none to all can have something`),
    ...when(differs, `${field}.sumSquares`, `is not the sum, ${sum}: a proportion counts units, each 0 or 1`),
  ]
}

/** A ratio needs its denominator; what one arm says of the time before, all say, and a ratio says both or neither. */
function isNeeded({ kind, arms }: MetricMoments, value: UnitValue): boolean {
  if (value === 'm' || value === 'd') return value === 'm' || kind === 'ratio'
  const before = arms.some(({ mPre, dPre }) => mPre !== undefined || (kind === 'ratio' && dPre !== undefined))
  return before && (value === 'mPre' || kind === 'ratio')
}
