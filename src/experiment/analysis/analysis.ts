import type { Cuped } from './cuped/cuped.ts'
import type { PrePeriod } from './cuped/pre-period.ts'
import type { EffectState } from './estimate/effect.ts'
import type { MultipleExposure } from './health/multiple-exposure.ts'
import type { SampleRatio } from './health/sample-ratio.ts'
import type { Lift, SequentialInterval } from './inference/interval.ts'
import type { MetricGoal, MetricKind } from './moments/moments.ts'
import type { Explained, ReasonWord } from './verdict/reasons.ts'

/** What may be done: decide, wait for more units, or nothing, as the data can carry no verdict. */
export const VERDICTS = ['decide', 'wait', 'refused'] as const
export type ExperimentVerdict = (typeof VERDICTS)[number]

/** A metric in an arm. Of control, and in every state but `ok`, what cannot be said is null. */
export interface ArmAnalysis {
  readonly key: string
  /** Units that are summed. */
  readonly n: number
  readonly mean: number | null
  /** Against control, with Welch's interval: for one look at a time that was fixed before. */
  readonly lift: Lift | null
  readonly p: number | null
  /** Benjamini and Hochberg's over all arms of all metrics but guardrails; of a guardrail, p itself. */
  readonly adjustedP: number | null
  /** Holds at every look. */
  readonly sequential: SequentialInterval | null
  /** Null: of the time before nothing is known. */
  readonly cuped: Cuped | null
  readonly prePeriod: PrePeriod | null
  /** `none` and `exceeded`: of what must never happen, which is compared with nothing. */
  readonly state: 'ok' | 'control' | 'none' | 'exceeded' | EffectState
}

/** A metric in all arms, control first. */
export interface MetricAnalysis {
  readonly id: string
  readonly kind: MetricKind
  readonly goal: MetricGoal
  readonly guardrail: boolean
  readonly arms: readonly ArmAnalysis[]
}

/** What an experiment found, and whether that carries a verdict. No number of it is NaN or infinite. */
export interface Analysis {
  readonly verdict: ExperimentVerdict
  /** Why, in words that stay. */
  readonly reasons: readonly ReasonWord[]
  /** The same in sentences, each of which names its field; and what else is to be known, though the verdict does not rest on it. */
  readonly because: readonly Explained[]
  readonly srm: SampleRatio
  readonly multipleExposure: MultipleExposure
  readonly metrics: readonly MetricAnalysis[]
}
