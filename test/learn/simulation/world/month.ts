/** The first instant of the month, a Tuesday; before it lie four weeks of counters. */
export const MONTH_BEGIN = Date.UTC(2026, 11, 1)
export const STEP_MS = 5 * 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000
export const STEPS_PER_HOUR = HOUR_MS / STEP_MS
export const STEPS_PER_DAY = DAY_MS / STEP_MS
export const MONTH_DAYS = 30
export const MONTH_STEPS = MONTH_DAYS * STEPS_PER_DAY
/** Counters of so many days before the month. */
export const KNOWN_DAYS = 28

/** When a step of the month begins; negative steps lie before the month. */
export const stepAt = (step: number): number => MONTH_BEGIN + step * STEP_MS

/** Some steps, from `from` up to but without `until`. */
export interface StepSpan {
  readonly from: number
  readonly until: number
}

/** Whether a step lies in one of the spans. */
export const isWithin = (spans: readonly StepSpan[], step: number): boolean =>
  spans.some(({ from, until }) => step >= from && step < until)
