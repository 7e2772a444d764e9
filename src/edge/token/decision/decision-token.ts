import type { Keyring } from '../keyring.ts'
import { seal, unseal } from '../sealed.ts'
import { isJsonRecord, readJsonRecord } from './decision-json.ts'
import { packRecord, unpackRecord } from './decision-layout.ts'
import type { DecisionRecord } from './decision-record.ts'

export type OpenedDecision =
  | { readonly outcome: 'ok'; readonly record: DecisionRecord; readonly issuedAt: number }
  | { readonly outcome: 'malformed' | 'unknown-key' | 'forged' | 'expired' }

/**
 * Seals a decision's record for 7 days.
 * @throws RangeError for a propensity outside (0, 1], or for a token above 32 KiB
 */
export function sealDecisionToken(record: DecisionRecord, keyring: Keyring, now: number): string {
  return seal('decision', packRecord(record), keyring, now)
}

/** Opens the decision token of an event. Never throws. */
export async function openDecisionToken(token: string, keyring: Keyring, now: number): Promise<OpenedDecision> {
  const opened = await unseal('decision', token, keyring, now)
  if (opened.outcome !== 'ok') return opened
  const { payload, issuedAt } = opened
  // Only a newer version of this code could have sealed another form; such a token is refused.
  const record = isJsonRecord(payload) ? readJsonRecord(payload) : unpackRecord(payload)
  return record === null ? { outcome: 'malformed' } : { outcome: 'ok', record, issuedAt }
}
