import type { ExperimentAnalysed } from '../../../contracts/ops/answers/experiments/analysis.ts'
import { METRIC_DEFINITIONS } from '../../../experiment/metrics/metric-definitions.ts'

/** A metric of an experiment, a goal or a guardrail, with what was found of it. */
export type Metric = NonNullable<ExperimentAnalysed['analysis']>['metrics'][number]
/** One arm of it, the first control. */
export type MetricArm = Metric['arms'][number]

/** Which way a metric is to go, and what it counts, beside its name. */
export function MetricMeaning({ id, goal }: Pick<Metric, 'id' | 'goal'>) {
  const meaning = METRIC_DEFINITIONS[id]?.meaning
  return (
    <small>
      {goal === 'up' ? 'more is better' : 'less is better'}
      {meaning !== undefined && `: ${meaning}`}
    </small>
  )
}

const STATES: Readonly<Record<string, string>> = {
  'no-units': 'nobody has met an arm yet',
  'no-variance': 'it is the same for everybody, so no interval can be given',
  'zero-denominator': 'nothing was told to divide by yet',
  'zero-baseline': 'control has 0, of which nothing is a share',
  'out-of-range': 'its sums are too large to be told apart',
}

/** Why nothing can be said of an arm, in words. */
export const unknownWords = (state: string): string => STATES[state] ?? state

/** The interval that a verdict rests on: CUPED's where it holds; null: there is none. */
export function intervalThatCounts({ lift, sequential, cuped }: MetricArm) {
  const [value, always] = cuped?.state === 'ok' ? [cuped.lift, cuped.sequential] : [lift, sequential]
  return value === null || always === null ? null : { value: value.value, low: always.low, high: always.high }
}
