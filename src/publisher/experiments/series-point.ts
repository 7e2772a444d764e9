import type { ExperimentSeriesPoint } from '../../contracts/ops/answers/experiments/analysis.ts'
import type { Analysis } from '../../experiment/analysis/analysis.ts'
import type { Moments } from '../../experiment/analysis/moments/moments.ts'
import type { KeptResults } from '../../schedule/experiments/kept-results.ts'

/** What the analysis said of a day, as it is kept: what is drawn over time, and no more. */
export function seriesPointOf(
  { day, at }: Pick<KeptResults, 'day' | 'at'>,
  {
    analysis,
    moments,
    coverage,
  }: { readonly analysis: Analysis; readonly moments: Moments; readonly coverage: number },
): ExperimentSeriesPoint {
  const { verdict, srm, multipleExposure, metrics } = analysis
  return {
    ...{ day, at: new Date(at).toISOString(), verdict, coverage, srmP: srm.p, exposedTwice: multipleExposure.share },
    units: moments.arms.map(({ units }) => units),
    metrics: metrics.map(({ id, guardrail, arms }) => ({
      ...{ id, guardrail },
      arms: arms.map(({ key, mean, lift, sequential }) => ({ key, mean, lift, sequential })),
    })),
  }
}
