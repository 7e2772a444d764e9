import type { ExplanationAnswer } from '../../contracts/ops/answers/inquiries/explain.ts'
import { GATE_REASONS } from '../../model/nouns/reason.ts'

type Rejected = ExplanationAnswer['rejected'][number]

/** One gate: what it removed, and how many candidates were left after it. */
export interface GateStep {
  readonly gate: string
  readonly removed: readonly Rejected[]
  readonly left: number
}

/** The last step, after all gates: an asset plays under one campaign only. */
const ONCE = 'diversity'

/**
 * The gates that removed something, in their order. Each candidate counts at the first gate that refused it.
 *
 * @returns steps, whose last leaves what may be ranked
 */
export function gateLadder({
  kept,
  rejected,
}: {
  readonly kept: { readonly length: number }
  readonly rejected: readonly Rejected[]
}): readonly GateStep[] {
  let left = kept.length + rejected.length
  const gates: readonly string[] = [...GATE_REASONS, ONCE]
  const known = gates.map((gate) => ({ gate, removed: rejected.filter(({ first }) => first === gate) }))
  return known
    .filter(({ removed }) => removed.length > 0)
    .map(({ gate, removed }) => {
      left -= removed.length
      return { gate, removed, left }
    })
}

/** How many gates removed nothing. */
export function silentGates(steps: readonly GateStep[]): number {
  return GATE_REASONS.length - steps.filter(({ gate }) => gate !== ONCE).length
}
