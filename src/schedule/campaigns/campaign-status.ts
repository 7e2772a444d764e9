import type { Warning } from '../../ingest/lines/line-refusal.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { CampaignStatus } from '../../model/nouns/campaign-vocabulary.ts'

/**
 * The status under which an ingested campaign is stored. Without the right to approve, nothing can be put on the air: a
 * new or changed campaign becomes a draft. Pausing and ending only narrow, so anyone may do so. A feed never undoes
 * either, whatever its rights: that takes `resume`.
 */
export function statusAfterIngest(given: {
  readonly incoming: CampaignStatus
  /** null: not stored yet. */
  readonly stored: CampaignStatus | null
  /** Whether anything but the status differs from the stored campaign. */
  readonly changed: boolean
  readonly approve: boolean
}): CampaignStatus {
  if (given.incoming === 'ended' || given.stored === 'ended') return 'ended'
  if (given.incoming === 'paused' || given.stored === 'paused') return 'paused'
  if (given.approve) return 'approved'
  return given.changed || given.stored === null ? 'draft' : given.stored
}

/** What can be done to a stored campaign. */
export const CAMPAIGN_ACTS = ['pause', 'resume', 'end'] as const
export type CampaignAct = (typeof CAMPAIGN_ACTS)[number]

const BECOMES = { pause: 'paused', resume: 'approved', end: 'ended' } as const satisfies Record<
  CampaignAct,
  CampaignStatus
>

/** The status after an act; unchanged if there is nothing to do; null if the act is not possible for this campaign. */
export function statusAfterAct(act: CampaignAct, stored: CampaignStatus): CampaignStatus | null {
  if (stored === BECOMES[act]) return stored
  if (act === 'pause' && stored !== 'approved') return null
  if (act === 'resume' && stored !== 'paused') return null
  return BECOMES[act]
}

/**
 * Warns if a campaign is stored under another status than its record names. A record without a status has `draft`, so
 * `draft` never warns.
 */
export function statusWarning(said: Campaign, line: number, stored: CampaignStatus): Warning | null {
  const { status, id } = said
  if (status === stored || status === 'draft' || (status === 'review' && stored === 'approved')) return null
  const hint = `it stays ${stored}: ${WAYS[stored](id)}`
  return { line, path: 'status', rule: 'status-kept', severity: 'warning', value: status, hint }
}

const WAYS: Readonly<Record<CampaignStatus, (id: string) => string>> = {
  draft: () => 'somebody with that right can approve it with `ff ingest --approve`',
  review: () => 'somebody with that right can approve it with `ff ingest --approve`',
  approved: () => 'it is approved already',
  paused: (id) => `a record cannot undo a pause; \`ff campaign resume ${id} --reason …\` can`,
  ended: () => 'an ended campaign cannot start again; send it under a new id',
}
