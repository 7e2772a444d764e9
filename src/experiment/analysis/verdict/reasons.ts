/** Why there is no verdict at all, why it has to wait, why it can be taken, and what else is to be known. */
export const REASON_WORDS = {
  refused: [
    'sample-ratio',
    'multiple-exposure',
    'no-units',
    'no-variance',
    'zero-denominator',
    'zero-baseline',
    'out-of-range',
  ],
  wait: ['no-goal-metric', 'too-few-units', 'interval-includes-zero', 'several-comparisons'],
  decide: ['goal-better', 'goal-worse', 'guardrail-harmed', 'never-exceeded'],
  note: ['unbalanced-before', 'guardrail-unknown', 'metric-set-aside'],
} as const
/** A word for a reason: it stays the same, whatever its sentence says. */
export type ReasonWord = (typeof REASON_WORDS)[keyof typeof REASON_WORDS][number]

/** A reason in a sentence. */
export interface Explained {
  readonly reason: ReasonWord
  /** Where in the moments it stands, such as `metrics[0].arms[1].m`. */
  readonly field: string
  readonly sentence: string
  /** The arm that it speaks of; left out: of none alone. */
  readonly arm?: string
}
