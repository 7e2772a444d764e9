import type { MetricGoal, MetricKind } from '../analysis/moments/moments.ts'

/** What units do, as `measures.sql` counts it. */
export const MEASURES = [
  'impressions',
  'starts',
  'rewards',
  'watched_ms',
  'first_frames',
  'first_frame_ms',
  'errors',
  'stalls',
  'fallbacks',
] as const
export type Measure = (typeof MEASURES)[number]

/** A metric that events can tell. */
export interface MetricDefinition {
  readonly kind: MetricKind
  readonly goal: MetricGoal
  /** What it says, for persons. */
  readonly meaning: string
  readonly measure: Measure
  /** A ratio: what it is divided by. */
  readonly per?: Measure
  /** How much of the measure is one of the metric's own unit, such as 60,000 ms a minute; left out: 1. */
  readonly scale?: number
  /** The quantile over units that caps a unit's amount: a device that runs for a week alone must not decide. */
  readonly cap?: number
}

/** What a line of the decision log counts: placements asked for and empty, videos shown and above their viewer's cap. */
export type DecisionCount = 'asked' | 'empty' | 'shown' | 'above'

/** A metric that events cannot tell, and lines of the decision log can. */
export interface DecisionMetric {
  readonly kind: Extract<MetricKind, 'ratio'>
  readonly goal: MetricGoal
  /** What it says, for persons. */
  readonly meaning: string
  readonly measure: DecisionCount
  readonly per: DecisionCount
}
