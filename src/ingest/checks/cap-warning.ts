import type { Campaign } from '../../model/nouns/campaign.ts'
import { SESSION_SECONDS } from '../../model/nouns/session-length.ts'
import type { Warning } from '../lines/line-refusal.ts'

/**
 * Warns if a frequency cap is longer than a session: for guests, and for all who do not consent to a profile, it starts
 * again with the next session.
 */
export function capWarning({ frequencyCap }: Pick<Campaign, 'frequencyCap'>, line: number): Warning | null {
  if (frequencyCap === null || frequencyCap.windowSeconds <= SESSION_SECONDS) return null
  const hint = 'a session remembers one day: for guests, and for members without a profile, the count then starts again'
  const value = String(frequencyCap.windowSeconds)
  return { line, path: 'frequencyCap.windowSeconds', rule: 'cap-beyond-memory', severity: 'warning', value, hint }
}
