import type { OffPolicyEstimate } from '../../off-policy/estimates/clustered.ts'
import type { PolicyEvaluation } from '../../off-policy/evaluate-policy.ts'
import type { RefusalReason } from '../../off-policy/verdict.ts'
import type { MadeUpChange } from './changes.ts'

/** What was said of a snapshot before it was served. All rates are starts per impression. */
export interface Said {
  readonly verdict: PolicyEvaluation['verdict']
  readonly reasons: readonly RefusalReason[]
  readonly support: number
  readonly ess: number
  /** Doubly robust, with 95 %. */
  readonly estimate: OffPolicyEstimate
}

/** A change that was estimated from a log, and served where the log could tell. */
export interface PredictedChange extends Said, Pick<MadeUpChange, 'kind' | 'path' | 'factor'> {
  /** What the log's own policy came to. */
  readonly before: number
  /** What the change came to; null: it was refused, and not served. */
  readonly happened: number | null
  /** Whether the interval holds what happened; null: it was refused. */
  readonly covered: boolean | null
}

/** The snapshot that a night of learning made, judged by the log of the day before. */
export interface JudgedNight extends Said {
  /** The day that it serves, from 0. */
  readonly day: number
}

/** Something that predictions should come to. */
export interface PredictionTarget {
  readonly name: 'verdicts' | 'covered' | 'nights-refused'
  /** Shares. */
  readonly value: number
  readonly least: number
  readonly holds: boolean
}

/** What became of predictions in a made-up world. */
export interface PredictionReport {
  readonly seed: number
  readonly changes: readonly PredictedChange[]
  readonly nights: readonly JudgedNight[]
  readonly verdicts: number
  readonly covered: number
  readonly targets: readonly PredictionTarget[]
}

/** What an evaluation says, in short. */
export function saidOf({ verdict, reasons, support, ess, estimates }: PolicyEvaluation): Said {
  return { verdict, reasons, support: support ?? 0, ess, estimate: estimates.dr }
}

/** Counts what was predicted and what came of it. */
export function predictionReport(
  seed: number,
  changes: readonly PredictedChange[],
  nights: readonly JudgedNight[],
): PredictionReport {
  const verdicts = changes.filter(({ verdict }) => verdict === 'ok').length
  const covered = changes.filter((each) => each.covered === true).length
  const refused = nights.filter(({ verdict }) => verdict === 'refused').length
  const targets = [
    target('verdicts', share(verdicts, changes.length), 0.7),
    target('covered', share(covered, verdicts), 0.9),
    target('nights-refused', share(refused, nights.length), 1),
  ]
  return { seed, changes, nights, verdicts, covered, targets }
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0
}

function target(name: PredictionTarget['name'], value: number, least: number): PredictionTarget {
  return { name, value, least, holds: value >= least }
}
