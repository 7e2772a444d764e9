import type { Analysis, ArmAnalysis, MetricAnalysis } from './analysis.ts'
import type { AnalysisOptions } from './analysis-options.ts'
import { type Cuped, cupedOf } from './cuped/cuped.ts'
import { type PrePeriod, prePeriodOf } from './cuped/pre-period.ts'
import { thetaOf } from './cuped/theta.ts'
import { armEstimate } from './estimate/arm-estimate.ts'
import { type ArmComparison, type Effect, effectOf } from './estimate/effect.ts'
import { unitSpread } from './estimate/unit-spread.ts'
import { multipleExposure } from './health/multiple-exposure.ts'
import { sampleRatio } from './health/sample-ratio.ts'
import { benjaminiHochberg } from './inference/benjamini-hochberg.ts'
import { confidenceSequence } from './inference/confidence-sequence.ts'
import { welchLift, welchP } from './inference/welch.ts'
import type { ArmMoments, MetricMoments, Moments } from './moments/moments.ts'
import { isNeverAllowed } from './moments/never-allowed.ts'
import { verdictOf } from './verdict/verdict.ts'

/**
 * Analyses an experiment: each metric of each arm against control, for one look and for every look, plain and with CUPED;
 * whether the split is sound; and what follows. @param moments those that `readMoments` let pass
 */
export function analyze(moments: Moments, options: AnalysisOptions): Analysis {
  const metrics = withAdjustedP(moments.metrics.map((metric) => metricAnalysis(metric, moments, options)))
  const health = {
    srm: sampleRatio(moments.arms, moments.cells ?? [], options.sampleRatioP),
    multipleExposure: multipleExposure(moments.arms, options.multipleExposureShare),
  }
  return { ...verdictOf(moments, { ...health, metrics, options }), ...health, metrics }
}

function metricAnalysis(metric: MetricMoments, { arms }: Moments, options: AnalysisOptions): MetricAnalysis {
  const { id, kind, goal, guardrail } = metric
  const [control] = metric.arms
  const analysed = metric.arms.map((arm, index) => {
    const estimate = arm.n === 0 ? null : armEstimate(kind, unitSpread(kind, arm), 0)
    const mean = estimate !== null && Number.isFinite(estimate.plain) ? estimate.plain : null
    const named = { key: arms[index]?.key ?? '', n: arm.n, mean }
    if (index === 0 || control === undefined)
      return { ...named, ...NOTHING, prePeriod: null, state: 'control' as const }
    if (isNeverAllowed(metric) && arm.n > 0) {
      return { ...named, ...NOTHING, prePeriod: null, state: arm.m.sum > 0 ? ('exceeded' as const) : ('none' as const) }
    }
    return { ...named, ...compared(metric, control, arm, options) }
  })
  return { id, kind, goal, guardrail, arms: analysed }
}

const NOTHING = { lift: null, p: null, adjustedP: null, sequential: null, cuped: null } as const

function compared(
  { kind }: MetricMoments,
  control: ArmMoments,
  arm: ArmMoments,
  options: AnalysisOptions,
): Omit<ArmAnalysis, 'key' | 'n' | 'mean'> {
  const spreads = { control: unitSpread(kind, control), arm: unitSpread(kind, arm) }
  const comparison: ArmComparison = { kind, ...spreads, difference: options.difference }
  const effect = effectOf(comparison, 0)
  const prePeriod = prePeriodOf(kind, control, arm)
  if (typeof effect === 'string') return { ...NOTHING, prePeriod, state: effect }
  return {
    lift: welchLift(effect, options.alpha),
    p: welchP(effect),
    adjustedP: null,
    sequential: confidenceSequence(effect, options.alpha, options.tuning),
    cuped: cupedBeside(comparison, { effect, prePeriod, control, arm }, options),
    prePeriod,
    state: 'ok',
  }
}

interface Beside {
  readonly effect: Effect
  readonly prePeriod: PrePeriod
  readonly control: ArmMoments
  readonly arm: ArmMoments
}

function cupedBeside(
  comparison: ArmComparison,
  { effect, prePeriod, control, arm }: Beside,
  options: AnalysisOptions,
): Cuped | null {
  if (prePeriod.state === 'no-covariate') return null
  const theta = thetaOf(comparison.kind, control, arm)
  return cupedOf(comparison, { theta, plain: effect, prePeriod }, options)
}

/** All arms of all metrics but guardrails are adjusted together. */
function withAdjustedP(metrics: readonly MetricAnalysis[]): readonly MetricAnalysis[] {
  const adjusted = benjaminiHochberg(
    metrics.flatMap(({ guardrail, arms }) => arms.map(({ p }) => (guardrail ? null : p))),
  )
  let next = 0
  return metrics.map((metric) => ({
    ...metric,
    arms: metric.arms.map((arm) => {
      const adjustedP = adjusted[next++] ?? null
      return { ...arm, adjustedP: metric.guardrail ? arm.p : adjustedP }
    }),
  }))
}
