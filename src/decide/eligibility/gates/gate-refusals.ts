import type { GateReason } from '../../../model/nouns/reason.ts'
import { inGateOrder } from '../gate-order.ts'
import type { Evidence, GateInput } from './gate.ts'
import { classIn, GATE_GROUPS } from './gate-groups.ts'
import { isHeldBack, pacingEvidence } from './pacing.ts'
import { takedownEvidence, takedownOf } from './takedown.ts'

/** One gate that refuses a candidate; its evidence is built only on demand. */
export interface GateRefusal {
  readonly reason: GateReason
  evidence(): Evidence
}

/**
 * Every gate that refuses a candidate, in gate order, takedowns and pacing included. The session's caps are not checked.
 */
export function refusalsOf(
  input: GateInput,
  pair: { readonly asset: number; readonly campaign: number },
): readonly GateRefusal[] {
  const found: GateRefusal[] = []
  const takedown = takedownOf(input, pair)
  if (takedown !== null) found.push({ reason: 'takedown', evidence: () => takedownEvidence(takedown) })
  for (const group of GATE_GROUPS) {
    const index = classIn(group, input.snapshot.hot.assets, pair)
    for (const gate of group.gates) {
      if (gate.refuses(input, index)) found.push({ reason: gate.reason, evidence: () => gate.evidence(input, index) })
    }
  }
  if (isHeldBack(input, pair.campaign)) {
    found.push({ reason: 'pacing', evidence: () => pacingEvidence(input, pair.campaign) })
  }
  return found.sort(inGateOrder)
}
