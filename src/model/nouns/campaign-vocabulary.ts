/** The closed vocabularies of campaigns: without schemas, so that the edge can name them and leave zod out. */

/** Tiers, strongest first: a lower tier plays only where the higher ones leave room. */
export const PRIORITIES = ['takeover', 'guaranteed', 'standard', 'evergreen'] as const

/** A campaign's life; only `approved` plays. */
export const CAMPAIGN_STATUSES = ['draft', 'review', 'approved', 'paused', 'ended'] as const

export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number]

/** Classes of devices, in the order of the snapshot's bits. */
export const DEVICES = ['tv', 'mobile', 'tablet', 'web', 'console', 'speaker'] as const

export type Device = (typeof DEVICES)[number]

/** What a frequency cap counts showings of, in the order of the snapshot's numbers. */
export const CAP_SCOPES = ['asset', 'title', 'campaign'] as const

/**
 * Where a campaign stands: its status, and for an approved one what the clock says: `scheduled` before it starts
 * anywhere, `live` from then on, and `ended` once it is over everywhere.
 */
export const CAMPAIGN_STATES = ['draft', 'review', 'scheduled', 'live', 'paused', 'ended'] as const

export type CampaignState = (typeof CAMPAIGN_STATES)[number]

/**
 * Tiers that a takedown may name. All three at once leave the evergreen one: quiet mode. To silence that one too, take
 * down the surfaces.
 */
export const WITHDRAWN_TIERS = [
  'takeover',
  'guaranteed',
  'standard',
] as const satisfies readonly (typeof PRIORITIES)[number][]

/** What kept a share from being what is wanted. */
export const PACING_HOLDS = [
  'nothing',
  'pace-of-change',
  'half-of-left',
  'whole-supply',
  'too-fine',
  'reached',
  'not-on-air',
  'ended',
  'unreadable',
] as const

/** What kept a campaign's share from being what is wanted. */
export type PacingHold = (typeof PACING_HOLDS)[number]

/** Whose days lanes of campaigns have: those of each place, or of UTC. */
export const LANE_CLOCKS = ['local', 'utc'] as const

/** Days that a lane shows at most. */
export const LANE_DAYS_MAX = 14
