import { HOLDOUT_LAYER } from '../../model/experiments/experiment-vocabulary.ts'
import type { AnalysedExperiment } from './analysed-experiment.ts'

/**
 * The holdout as an experiment: those who get nothing of what was learned are control, everybody else is its arm. There is
 * no time before it, for it has no beginning.
 * @param share who is held out, of all units, 0 to 1
 */
export function analysedHoldout(share: number): AnalysedExperiment {
  return {
    ...{ key: HOLDOUT_LAYER, unit: 'viewer', covariateDays: 0 },
    arms: [
      { key: 'held-out', weight: share },
      { key: 'served', weight: 1 - share },
    ],
    metrics: ['start-rate', 'watched-minutes', 'rewarded'],
    guardrails: ['first-frame-ms', 'error-rate', 'fallback-rate', 'empty-rate', 'maturity-violations'],
  }
}
