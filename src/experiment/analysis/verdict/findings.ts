import type { MetricAnalysis } from '../analysis.ts'
import type { AnalysisOptions } from '../analysis-options.ts'
import type { MultipleExposure } from '../health/multiple-exposure.ts'
import type { SampleRatio } from '../health/sample-ratio.ts'

/** What the verdict is taken from. */
export interface Findings {
  readonly srm: SampleRatio
  readonly multipleExposure: MultipleExposure
  readonly metrics: readonly MetricAnalysis[]
  readonly options: AnalysisOptions
}
