/** The range of the leading 32 bits of a decision's id. */
const RANGE = 2 ** 32

/**
 * Whether a decision is counted. Its id is random, so its leading 32 bits choose the same share of decisions
 * everywhere, and all events of a decision are counted or none.
 *
 * @param rate the share of decisions that are counted, from 0 to 1
 */
export function isSampled(decisionId: string, rate: number): boolean {
  return Number.parseInt(decisionId.slice(0, 8), 16) < rate * RANGE
}

/** What each event of a decision counts: one over the rate, a whole number, or 0 where the decision is not sampled. */
export function weightOf(decisionId: string, rate: number): number {
  return isSampled(decisionId, rate) ? Math.round(1 / rate) : 0
}
