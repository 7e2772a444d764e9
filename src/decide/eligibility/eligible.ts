import { assetOf, campaignOf } from '../../model/columns/column-value.ts'
import { firstVerdict, PASSED, verdictOf } from './gate-order.ts'
import type { GateInput } from './gates/gate.ts'
import { classIn, GATE_GROUPS, type GateGroup } from './gates/gate-groups.ts'
import { isHeldBack } from './gates/pacing.ts'
import { type CapCount, capReached } from './gates/pair-gates.ts'
import { takedownOf } from './gates/takedown.ts'

const FREQUENCY_CAP = verdictOf('frequency-cap')
const PACING = verdictOf('pacing')
const TERRITORY = verdictOf('territory')
const TAKEDOWN = verdictOf('takedown')

/** The verdict on every candidate of a snapshot, for one context and surface. */
export interface Eligibility {
  /** By candidate: `PASSED`, or the first gate that refused it, as `verdictOf` its reason. */
  readonly verdicts: Uint8Array
}

/**
 * The one eligibility function: serving, backups, baseline, preview, explain and the publisher's checks
 * all ask its gates. They look at classes, each asked once per context and not once per candidate; a
 * candidate fails at the earliest of its classes' refusals.
 */
export function eligible(input: GateInput, counts: ReadonlyMap<number, CapCount>): Eligibility {
  const { hot } = input.snapshot
  const verdicts = new Uint8Array(hot.candidateAsset.length)
  if (input.territory < 0) return { verdicts: verdicts.fill(TERRITORY) }
  const tables = GATE_GROUPS.map((group) => ({ group, first: groupVerdicts(group, input) }))
  for (let candidate = 0; candidate < verdicts.length; candidate++) {
    const pair = { asset: assetOf(hot, candidate), campaign: campaignOf(hot, candidate) }
    let verdict = takedownOf(input, pair) === null ? PASSED : TAKEDOWN
    for (const { group, first } of tables) verdict = firstVerdict(verdict, first[classIn(group, hot.assets, pair)] ?? 0)
    if (verdict > FREQUENCY_CAP && counts.size > 0 && capReached(hot, pair, counts, input.context.now)) {
      verdict = FREQUENCY_CAP
    }
    if (verdict === PASSED && isHeldBack(input, pair.campaign)) verdict = PACING
    verdicts[candidate] = verdict
  }
  return { verdicts }
}

/** By class of a group: `PASSED`, or the first gate that refuses it, as `verdictOf` its reason. */
export function groupVerdicts(group: GateGroup, input: GateInput): Uint8Array {
  const first = new Uint8Array(group.classes(input.snapshot.hot)).fill(PASSED)
  for (const gate of group.gates) {
    if (gate.isSilent?.(input) === true) continue
    const verdict = verdictOf(gate.reason)
    const refuses = gate.refusesEach?.(input) ?? ((index: number) => gate.refuses(input, index))
    for (let index = 0; index < first.length; index++) {
      // A gate is not asked about what an earlier one refuses.
      if (verdict < (first[index] ?? 0) && refuses(index)) first[index] = verdict
    }
  }
  return first
}
