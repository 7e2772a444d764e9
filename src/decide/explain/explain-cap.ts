import { campaignOf, columnValue } from '../../model/columns/column-value.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import { CAP_SCOPES } from '../../model/nouns/campaign-vocabulary.ts'
import { SESSION_SECONDS } from '../../model/nouns/session-length.ts'

/** A campaign's frequency cap, and how it works for viewers without a profile. */
export interface ExplainedCap {
  readonly count: number
  readonly windowSeconds: number
  readonly scope: (typeof CAP_SCOPES)[number]
  /** `session`: the window is longer than a session lives, so a guest's count starts anew with each session. */
  readonly guests: 'window' | 'session'
}

/** The frequency cap of a candidate; null: it has none. */
export function explainCap({ hot }: Snapshot, candidate: number): ExplainedCap | null {
  const campaign = campaignOf(hot, candidate)
  const { capCount, capWindowSeconds, capScope } = hot.campaigns
  const count = columnValue(capCount, campaign)
  if (count === 0) return null
  const windowSeconds = columnValue(capWindowSeconds, campaign)
  const scope = CAP_SCOPES[capScope[campaign] ?? 2] ?? 'campaign'
  return { count, windowSeconds, scope, guests: windowSeconds > SESSION_SECONDS ? 'session' : 'window' }
}
