/** `rules/experiments.json`: who gets nothing of what was learned, and when a result of an experiment counts. */
export interface ExperimentPolicy {
  readonly holdout: {
    /** Share of all units, 0 to 1. */
    readonly share: number
    readonly seed: string
  }
  /** The share of all units that an experiment starts with, where nobody says another. */
  readonly startCoverage: number
  /** The chance of a false verdict. */
  readonly alpha: number
  /** A split that is less likely than this stops a ramp. */
  readonly sampleRatioP: number
  /** The share of exposed units in two arms above which no verdict is given. */
  readonly multipleExposureShare: number
  /** Days of results that are kept of an experiment. */
  readonly keptDays: number
}
