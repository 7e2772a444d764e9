import type { DecisionMetric, MetricDefinition } from './metric-definition.ts'

/** The metrics that events tell, by id. Any of them can be a goal or a guardrail of an experiment. */
export const METRIC_DEFINITIONS: Readonly<Record<string, MetricDefinition>> = {
  'start-rate': {
    ...{ kind: 'ratio', goal: 'up', measure: 'starts', per: 'impressions' },
    meaning: 'Deliberate starts (a click or a watch) per impression; starts by themselves do not count.',
  },
  'reward-rate': {
    ...{ kind: 'ratio', goal: 'up', measure: 'rewards', per: 'impressions' },
    meaning:
      'Impressions that were clicked, watched, rented, bought, subscribed, listed, liked or shared, per impression.',
  },
  'watched-minutes': {
    ...{ kind: 'mean', goal: 'up', measure: 'watched_ms', scale: 60_000, cap: 0.999 },
    meaning: 'Minutes that were watched, per unit, capped at the 99.9th percentile of all units.',
  },
  rewarded: {
    ...{ kind: 'proportion', goal: 'up', measure: 'rewards' },
    meaning: 'The share of units that rewarded anything.',
  },
  'first-frame-ms': {
    ...{ kind: 'ratio', goal: 'down', measure: 'first_frame_ms', per: 'first_frames' },
    meaning: 'Milliseconds from the call to the first frame, where the device said.',
  },
  'error-rate': {
    ...{ kind: 'ratio', goal: 'down', measure: 'errors', per: 'impressions' },
    meaning: 'Items with an error of the player, per impression.',
  },
  'stall-rate': {
    ...{ kind: 'ratio', goal: 'down', measure: 'stalls', per: 'impressions' },
    meaning: 'Items that stalled, per impression.',
  },
  'fallback-rate': {
    ...{ kind: 'ratio', goal: 'down', measure: 'fallbacks', per: 'impressions' },
    meaning: 'House idents per impression: what plays when nothing else may, or nothing else can be read.',
  },
}

/** The metrics that no event tells, as what was not shown has none, and lines of the decision log do. */
export const DECISION_METRICS: Readonly<Record<string, DecisionMetric>> = {
  'empty-rate': {
    ...{ kind: 'ratio', goal: 'down', measure: 'empty', per: 'asked' },
    meaning: 'Placements without an answer, not even a house ident, per placement that was asked for.',
  },
  'maturity-violations': {
    ...{ kind: 'ratio', goal: 'down', measure: 'above', per: 'shown' },
    meaning: 'Videos that their viewer must not see by their age, per video that was shown: there must be none.',
  },
}

/** Ids of all metrics and guardrails that an experiment may name. */
export const METRIC_IDS: ReadonlySet<string> = new Set([
  ...Object.keys(METRIC_DEFINITIONS),
  ...Object.keys(DECISION_METRICS),
])
