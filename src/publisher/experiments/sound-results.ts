import type { Moments } from '../../experiment/analysis/moments/moments.ts'
import { readMoments } from '../../experiment/analysis/moments/read-moments.ts'
import { OpsProblem } from '../ops-problem.ts'
import { type MeantMetrics, metricFaults } from './metric-faults.ts'

/** An arm that results are to have. */
export interface MeantArm {
  readonly key: string
  /** The share of all units that it is to get, 0 to 1. */
  readonly weight: number
}

/** Shares in files are rounded. */
const ROUNDING = 0.011

/** What results are to be of. */
export interface MeantResults extends MeantMetrics {
  readonly arms: readonly MeantArm[]
}

/** Moments of these arms, in their order, and of no other metrics. @throws OpsProblem 400 with the field */
export function soundMoments(sent: unknown, { arms, ...measured }: MeantResults): Moments {
  const { moments, faults } = readMoments(sent)
  if (moments === null) throw badResults(`moments.${faults[0].field}`, faults[0].fault)
  const keys = arms.map(({ key }) => key)
  if (moments.arms.map(({ key }) => key).join() !== keys.join()) {
    throw badResults('moments.arms', `the arms of the experiment are ${keys.join(', ')}, in this order`)
  }
  moments.arms.forEach(({ weight }, index) => {
    const wanted = arms[index]?.weight ?? 0
    if (Math.abs(weight - wanted) > ROUNDING) {
      const reason = `the arm was to get ${Number(wanted.toFixed(4))}, not ${weight}`
      throw badResults(`moments.arms[${index}].weight`, reason)
    }
  })
  const [fault] = metricFaults(moments, measured)
  if (fault !== undefined) throw badResults(fault.field, fault.reason)
  return moments
}

/** The refusal of results, by field. */
export function badResults(field: string, reason: string): OpsProblem {
  return new OpsProblem(400, 'Results that cannot be used', `${field}: ${reason}`, field)
}
