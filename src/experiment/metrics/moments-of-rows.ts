import type { ArmMoments, ExposedCell, MetricMoments, Moments, ValueSums } from '../analysis/moments/moments.ts'
import type { AnalysedExperiment } from './analysed-experiment.ts'
import type { MetricDefinition } from './metric-definition.ts'

/** A value of `moments.sql`, a count or a sum: what SQL left out is 0. */
type SumsRow = Readonly<Record<string, number | undefined>>

/** The tables that SQL makes of events. `place` is an arm's, from 0; `metric` the place in the metrics that were asked for. */
export interface MomentTables {
  readonly armUnits: readonly { readonly place: number; readonly units: number; readonly exposedTwice: number }[]
  readonly cells: readonly ExposedCell[]
  readonly moments: readonly (SumsRow & { readonly metric: number; readonly place: number })[]
}

/** A metric that is measured, as a goal or as a guardrail. */
export interface MeasuredMetric {
  readonly id: string
  readonly guardrail: boolean
  readonly definition: MetricDefinition
}

/** Moments, from the tables that SQL made of events. */
export function momentsOfRows(
  { arms, covariateDays }: Pick<AnalysedExperiment, 'arms' | 'covariateDays'>,
  metrics: readonly MeasuredMetric[],
  tables: MomentTables,
): Moments {
  const exposed = arms.map(({ key, weight }, place) => {
    const { units = 0, exposedTwice = 0 } = tables.armUnits.find((row) => row.place === place) ?? {}
    return { key, weight, units, exposedTwice }
  })
  const measured = metrics.map(({ id, guardrail, definition }, metric): MetricMoments => {
    const { kind, goal } = definition
    const rowOf = (place: number) => tables.moments.find((row) => row.metric === metric && row.place === place) ?? {}
    return {
      id,
      kind,
      goal,
      guardrail,
      arms: arms.map((_arm, place) => armOf(definition, rowOf(place), covariateDays > 0)),
    }
  })
  return { arms: exposed, metrics: measured, cells: tables.cells }
}

/** The sums of a row, in the metric's own unit. */
function armOf({ kind, scale = 1 }: MetricDefinition, row: SumsRow, isBeforeKnown: boolean): ArmMoments {
  const number = (column: string, unit: number): number => (row[column] ?? 0) / unit
  const sums = (column: string, unit: number): ValueSums => ({
    sum: number(column, unit),
    sumSquares: number(`${column}_squares`, unit ** 2),
  })
  const isRatio = kind === 'ratio'
  return {
    n: row.n ?? 0,
    m: sums('m', scale),
    ...(isRatio ? { d: sums('d', 1) } : {}),
    ...(isBeforeKnown ? { mPre: sums('m_pre', scale) } : {}),
    ...(isBeforeKnown && isRatio ? { dPre: sums('d_pre', 1) } : {}),
    products: {
      ...(isRatio ? { 'm.d': number('m_d', scale) } : {}),
      ...(isBeforeKnown ? { 'm.mPre': number('m_m_pre', scale ** 2) } : {}),
      ...(isBeforeKnown && isRatio
        ? {
            'm.dPre': number('m_d_pre', scale),
            'd.mPre': number('d_m_pre', scale),
            'd.dPre': number('d_d_pre', 1),
            'mPre.dPre': number('m_pre_d_pre', scale),
          }
        : {}),
    },
  }
}
