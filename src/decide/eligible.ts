import { GATE_REASONS } from '../model/reason.ts'
import { ASSET_GATES } from './gates/asset-gates.ts'
import { CAMPAIGN_GATES } from './gates/campaign-gates.ts'
import type { Gate, GateInput } from './gates/gate.ts'
import { type CapCount, capReached } from './gates/pair-gates.ts'

/** Verdict of a candidate that passed every gate; below it, verdicts are indexes of `GATE_REASONS`. */
export const PASSED = 255

const FREQUENCY_CAP = GATE_REASONS.indexOf('frequency-cap')
const TERRITORY = GATE_REASONS.indexOf('territory')

/** The verdict on every candidate of a snapshot, for one context and surface. */
export interface Eligibility {
  /** By candidate: `PASSED`, or the index in `GATE_REASONS` of the first gate that refused it. */
  readonly verdicts: Uint8Array
}

/**
 * The one eligibility function: serving, backups, baseline, preview, explain and the publisher's checks
 * all ask it. Gates look at assets and campaigns, each asked once per context and not once per
 * candidate; a candidate fails at the earlier of the two.
 */
export function eligible(input: GateInput, counts: ReadonlyMap<number, CapCount>): Eligibility {
  const { hot } = input.snapshot
  const verdicts = new Uint8Array(hot.candidateAsset.length)
  if (input.territory < 0) return { verdicts: verdicts.fill(TERRITORY) }
  const assets = firstRefusals(ASSET_GATES, input, hot.assets.idHash.length)
  const campaigns = firstRefusals(CAMPAIGN_GATES, input, hot.campaigns.idHash.length)
  for (let candidate = 0; candidate < verdicts.length; candidate++) {
    const asset = hot.candidateAsset[candidate] ?? 0
    const campaign = hot.candidateCampaign[candidate] ?? 0
    let verdict = Math.min(assets[asset] ?? 0, campaigns[campaign] ?? 0)
    if (verdict > FREQUENCY_CAP && counts.size > 0 && capReached(hot, { asset, campaign }, counts, input.context.now)) {
      verdict = FREQUENCY_CAP
    }
    verdicts[candidate] = verdict
  }
  return { verdicts }
}

function firstRefusals(gates: readonly Gate[], input: GateInput, count: number): Uint8Array {
  const first = new Uint8Array(count).fill(PASSED)
  for (const gate of gates) {
    const number = GATE_REASONS.indexOf(gate.reason)
    for (let index = 0; index < count; index++) {
      if (first[index] === PASSED && gate.refuses(input, index)) first[index] = number
    }
  }
  return first
}
