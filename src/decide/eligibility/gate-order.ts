import { GATE_REASONS, type GateReason } from '../../model/nouns/reason.ts'

/**
 * The two rules about reasons. Both go by gate order, the order of `GATE_REASONS`:
 *
 * - A candidate has the reason of the first gate that refuses it (`firstRefusal`, `firstVerdict`).
 * - A placement without any candidate left has the reason of the one that came furthest: the last of their first gates
 *   (`furthestRefusal`, `furthestVerdict`). That is what would have to change for something to play.
 */

/** What a gate said of a candidate. */
interface Refusal {
  readonly reason: GateReason
}

/** Verdict of a candidate that passed every gate; a lower number is the index of a gate's reason in gate order. */
export const PASSED = 255

/** The verdict of a gate that refuses. */
export function verdictOf(reason: GateReason): number {
  return GATE_REASONS.indexOf(reason)
}

/** The reason of a verdict; undefined if the candidate passed. */
export function reasonOf(verdict: number): GateReason | undefined {
  return GATE_REASONS[verdict]
}

/** For sorting: refusals in gate order. */
export function inGateOrder(left: Refusal, right: Refusal): number {
  return verdictOf(left.reason) - verdictOf(right.reason)
}

/** Of two verdicts on a candidate, the one that counts: the earlier gate, or `PASSED` if both are. */
export function firstVerdict(one: number, other: number): number {
  return Math.min(one, other)
}

/** As `firstVerdict`, of two refusals; null: it is not refused. */
export function firstRefusal<Kind extends Refusal>(one: Kind | null, other: Kind | null): Kind | null {
  if (one === null || other === null) return one ?? other
  return inGateOrder(other, one) < 0 ? other : one
}

/** Of the verdicts on two candidates, the reason for the placement: that of the later gate. Null: none is refused yet. */
export function furthestVerdict(one: number | null, other: number): number | null {
  if (other === PASSED) return one
  return Math.max(one ?? other, other)
}

/** As `furthestVerdict`, of two candidates' first refusals. */
export function furthestRefusal<Kind extends Refusal>(one: Kind | null, other: Kind): Kind {
  return one === null || inGateOrder(other, one) > 0 ? other : one
}
