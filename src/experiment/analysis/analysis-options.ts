import { DIFFERENCES, type LiftDifference } from './estimate/effect.ts'

/** How moments are analysed. */
export interface AnalysisOptions {
  /** How often an interval may be wrong: above 0, below 0.5. */
  readonly alpha: number
  readonly difference: LiftDifference
  /** Units of both arms at which sequential intervals are to be narrowest. */
  readonly tuning: number
}

/** What holds where nothing else is asked for: GrowthBook's own. */
export const ANALYSIS_DEFAULTS: AnalysisOptions = { alpha: 0.05, difference: DIFFERENCES[0], tuning: 5000 }
