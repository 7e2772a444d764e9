import type { ExposedArm, ExposedCell } from '../moments/moments.ts'
import { splitTest } from './split-test.ts'
import { type WorstCell, worstCells } from './worst-cell.ts'

/** Whether the arms have the shares that they were to get. Null: there are no units to check. */
export interface SampleRatio {
  readonly p: number | null
  readonly state: 'ok' | 'mismatch' | 'no-units'
  /** Of a mismatch, where it is worst; null: there is none, or nothing is known of where units were. */
  readonly worst: WorstCell | null
  /** Where it is worst by other names, such as the rung where `worst` is a territory, and no less certain. */
  readonly alsoWorst: readonly WorstCell[]
}

/**
 * Checks the split of an experiment.
 * @param least below this p it is broken, and so is what is measured
 */
export function sampleRatio(
  arms: readonly Pick<ExposedArm, 'units' | 'weight'>[],
  cells: readonly ExposedCell[],
  least: number,
): SampleRatio {
  const weights = arms.map(({ weight }) => weight)
  const units = arms.map((arm) => arm.units)
  if (units.every((number) => number === 0)) return { p: null, state: 'no-units', worst: null, alsoWorst: [] }
  const { p } = splitTest(units, weights)
  if (p >= least) return { p, state: 'ok', worst: null, alsoWorst: [] }
  const [worst = null, ...others] = worstCells(cells, weights)
  return { p, state: 'mismatch', worst, alsoWorst: others.filter((each) => each.p < least) }
}
