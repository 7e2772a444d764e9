import type { ExperimentPolicy } from '../../model/policies/experiment-policy.ts'
import type { LiftDifference } from './estimate/effect.ts'

/** How moments are analysed. */
export interface AnalysisOptions {
  /** How often an interval may be wrong: above 0, below 0.5. */
  readonly alpha: number
  readonly difference: LiftDifference
  /** Units of both arms at which sequential intervals are to be narrowest. */
  readonly tuning: number
  /** Below this p the arms have other shares than they were to have. */
  readonly sampleRatioP: number
  /** Above this share of units that met two arms there is no verdict. */
  readonly multipleExposureShare: number
}

/** GrowthBook's own. */
const TUNING = 5000

/** How moments are analysed where nothing else is asked for: with the numbers of `rules/experiments.json`. */
export function analysisOptions(policy: ExperimentPolicy): AnalysisOptions {
  const { alpha, sampleRatioP, multipleExposureShare } = policy
  return { alpha, difference: 'relative', tuning: TUNING, sampleRatioP, multipleExposureShare }
}
