import type { CampaignStatus } from '../model/campaign-words.ts'

/**
 * The status under which an ingested campaign is stored. Who lacks the right to approve can not bring
 * anything on the air: what is new or changed becomes a draft. Pausing and ending only narrow, so
 * anyone may; and neither is undone by a feed, with or without the right: that takes `resume`.
 */
export function statusAfterIngest(given: {
  readonly incoming: CampaignStatus
  /** null: not stored yet. */
  readonly stored: CampaignStatus | null
  /** Whether anything but the status differs from what is stored. */
  readonly changed: boolean
  readonly approve: boolean
}): CampaignStatus {
  if (given.incoming === 'ended' || given.stored === 'ended') return 'ended'
  if (given.incoming === 'paused' || given.stored === 'paused') return 'paused'
  if (given.approve) return 'approved'
  return given.changed || given.stored === null ? 'draft' : given.stored
}
