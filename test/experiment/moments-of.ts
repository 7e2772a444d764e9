import { type AnalysisOptions, analysisOptions } from '../../src/experiment/analysis/analysis-options.ts'
import type { ArmMoments, MetricMoments, Moments } from '../../src/experiment/analysis/moments/moments.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'

/** How moments are analysed where nothing else is asked for. */
export const USUAL: AnalysisOptions = analysisOptions(bundledRules().experiments)

/** Moments of one metric whose arms have the shares that they were to have. */
export function momentsOf(arms: readonly ArmMoments[], more: Partial<MetricMoments> = {}): Moments {
  const units = arms.reduce((sum, { n }) => sum + n, 0)
  return {
    arms: arms.map(({ n }, index) => ({
      key: index === 0 ? 'control' : `arm-${index}`,
      ...{ weight: units === 0 ? 1 / arms.length : n / units, units: n, exposedTwice: 0 },
    })),
    metrics: [{ id: 'metric', kind: 'mean', goal: 'up', guardrail: false, arms, ...more }],
  }
}

/** The sums of a mean over units whose values have this mean and standard deviation. */
export function meanSums(n: number, mean: number, deviation: number): ArmMoments {
  return { n, m: { sum: n * mean, sumSquares: n * mean ** 2 + (n - 1) * deviation ** 2 }, products: {} }
}

/** The sums of a proportion: so many of n units have it. */
export function shareSums(n: number, having: number): ArmMoments {
  return { n, m: { sum: having, sumSquares: having }, products: {} }
}
