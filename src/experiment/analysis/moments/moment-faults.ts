import { type MomentFault, when } from './moment-fault.ts'
import { type ExposedArm, type MetricMoments, type Moments, UNIT_VALUES } from './moments.ts'
import { pairFaults } from './pair-faults.ts'
import { togetherFaults } from './together-faults.ts'
import { valueFaults } from './value-faults.ts'

/** How far weights may sum from 1: as far as GrowthBook takes them as they are. */
const WEIGHTS_OFF = 0.01
/** Rounding of their sum is no fault: three times 0.33 is off by a hundredth. */
const ROUNDING = 1e-9

/** What cannot be in moments that were summed from anything: one fault for each field. Empty: they may be analysed. */
export function momentFaults(moments: Moments): readonly MomentFault[] {
  const { arms, metrics, cells = [] } = moments
  const first = new Map(metrics.map(({ id }, index) => [id, index] as const).toReversed())
  return [
    ...armFaults(arms),
    ...metrics.flatMap((metric, index) => metricFaults(metric, index, { arms, first })),
    ...cells.flatMap(({ units }, index) => {
      const differs = `has ${units.length} numbers, and the experiment has ${arms.length} arms`
      return when(units.length !== arms.length, `cells[${index}].units`, differs)
    }),
  ]
}

function armFaults(arms: readonly ExposedArm[]): readonly MomentFault[] {
  const total = arms.reduce((sum, { weight }) => sum + weight, 0)
  const each = arms.flatMap(({ key, weight }, index) => [
    ...when(arms.findIndex((arm) => arm.key === key) < index, `arms[${index}].key`, `"${key}" is there twice`),
    ...when(weight <= 0, `arms[${index}].weight`, 'must be above 0'),
    ...when(weight > 1, `arms[${index}].weight`, `is ${weight}: it is a share of all units, at most 1`),
  ])
  return [
    ...when(arms.length < 2, 'arms', 'has fewer than two arms, the first being control'),
    ...each,
    ...when(
      Math.abs(total - 1) > WEIGHTS_OFF + ROUNDING,
      'arms',
      `has weights that sum to ${Number.isFinite(total) ? total : 'more than a number holds'}, not to 1`,
    ),
  ]
}

interface Beside {
  readonly arms: readonly ExposedArm[]
  /** Where each metric is first. */
  readonly first: ReadonlyMap<string, number>
}

function metricFaults(metric: MetricMoments, index: number, { arms, first }: Beside): readonly MomentFault[] {
  const at = `metrics[${index}]`
  const twice = (first.get(metric.id) ?? index) < index
  const number = `has ${metric.arms.length} arms, and the experiment has ${arms.length}`
  return [
    ...when(twice, `${at}.id`, `"${metric.id}" is there twice`),
    ...when(metric.arms.length !== arms.length, `${at}.arms`, number),
    ...metric.arms.flatMap((arm, place) => {
      const field = `${at}.arms[${place}]`
      const units = arms[place]?.units ?? Number.POSITIVE_INFINITY
      const more = `is ${arm.n}, and ${units} units met the arm: sum those alone`
      const pairs = pairFaults(arm, field)
      return [
        ...when(metric.toldBy !== 'decisions' && arm.n > units, `${field}.n`, more),
        ...UNIT_VALUES.flatMap((value) => valueFaults(metric, arm, value, field)),
        ...(pairs.length > 0 ? pairs : togetherFaults(arm, field)),
      ]
    }),
  ]
}
