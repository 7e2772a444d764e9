import type { ExperimentRecord } from '../../model/experiments/experiment.ts'
import { faultIf, type RecordFault } from './record-fault.ts'

/** The sum of weights may be off 1 by so much, as with GrowthBook. */
const WEIGHTS_SLACK = 0.01
/** Rounding of a sum is no fault. */
const ROUNDING = 1e-9

type Range = readonly [from: number, to: number]

/** Whether two half-open ranges share a hash. */
export function meet([from, to]: Range, [otherFrom, otherTo]: Range): boolean {
  return Math.max(from, otherFrom) < Math.min(to, otherTo)
}

/** What is wrong with the shares of arms: weights, ranges, and the namespace. */
export function shareFaults({ weights, ranges, namespace, variations }: ExperimentRecord): readonly RecordFault[] {
  const arms = variations.length
  return [
    ...(weights === undefined ? [] : weightFaults(weights, arms)),
    ...faultIf(
      weights !== undefined && ranges !== undefined,
      'ranges',
      'ranges stand in place of weights: leave out one of the two',
    ),
    ...(ranges === undefined ? [] : rangeFaults(ranges, arms)),
    ...faultIf(
      namespace !== undefined && namespace[1] >= namespace[2],
      'namespace',
      'a range that holds nobody: [name, from, to] with from below to',
    ),
  ]
}

function weightFaults(weights: readonly number[], arms: number): readonly RecordFault[] {
  const sum = weights.reduce((added, weight) => added + weight, 0)
  return [
    ...faultIf(
      weights.length !== arms,
      'weights',
      `${weights.length} weights for ${arms} arms: give one for each, or leave them out for equal ones`,
    ),
    ...faultIf(
      weights.length === arms && Math.abs(sum - 1) > WEIGHTS_SLACK + ROUNDING,
      'weights',
      `they add up to ${Number(sum.toFixed(4))}: make it 1 (0.99 to 1.01 is let pass)`,
    ),
    ...weights.flatMap((weight, index) =>
      faultIf(weight === 0, `weights.${index}`, 'an arm that nobody gets: leave the arm out, or give it a share'),
    ),
  ]
}

function rangeFaults(ranges: readonly Range[], arms: number): readonly RecordFault[] {
  return [
    ...faultIf(
      ranges.length !== arms,
      'ranges',
      `${ranges.length} ranges for ${arms} arms: give one for each, or leave them out`,
    ),
    ...ranges.flatMap((range, index) => {
      const met = ranges.slice(0, index).findIndex((other) => meet(range, other))
      return faultIf(met !== -1, `ranges.${index}`, `it overlaps ranges.${met}: a hash would be in two arms`)
    }),
    ...ranges.flatMap(([from, to], index) =>
      faultIf(from === to, `ranges.${index}`, 'a range that holds nobody: leave the arm out, or give it a length'),
    ),
  ]
}

/** Whether no unit can be in both: by a namespace, or by ranges of one seed. */
export function areDisjoint(one: ExperimentRecord, other: ExperimentRecord): boolean {
  const [first, second] = [one.namespace, other.namespace]
  if (first !== undefined && second !== undefined && first[0] === second[0]) {
    if (!meet([first[1], first[2]], [second[1], second[2]])) return one.unit === other.unit
  }
  if (one.ranges === undefined || other.ranges === undefined) return false
  if ((one.seed ?? one.key) !== (other.seed ?? other.key) || one.unit !== other.unit) return false
  const ranges = other.ranges
  return one.ranges.every((range) => ranges.every((another) => !meet(range, another)))
}
