import type { Gate, GateInput } from './gates/gate.ts'
import { classIn, GATE_GROUPS } from './gates/gate-groups.ts'

/** Gates of campaigns first: they refuse most. */
const GROUPS = GATE_GROUPS.toReversed()

/**
 * Whether one candidate passes every gate, for who asks about one: verdicts would be worked out for all of them.
 * Takedowns, caps and pacing are not checked.
 */
export function passesAlone(input: GateInput, pair: { readonly asset: number; readonly campaign: number }): boolean {
  const { assets } = input.snapshot.hot
  return GROUPS.every((group) => refusesNone(group.gates, input, classIn(group, assets, pair)))
}

/** Whether no gate of some refuses a class, or a campaign, by its index. */
export function refusesNone(gates: readonly Gate[], input: GateInput, index: number): boolean {
  return gates.every((gate) => gate.isSilent?.(input) === true || !gate.refuses(input, index))
}
