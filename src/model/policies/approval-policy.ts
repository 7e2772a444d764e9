import type { Campaign } from '../nouns/campaign.ts'

/** `rules/approval.json`: which campaigns two persons must want before they go on the air. */
export interface ApprovalPolicy {
  /** Tiers of which each campaign needs a second person. */
  readonly priorities: readonly Campaign['priority'][]
  /** Gate age, in years, from which a video needs one, in any territory that the campaign goes to. */
  readonly gateAge: number
  /** Impressions or starts of a goal from which it needs one. */
  readonly goalEvents: number
  /** How many days a request for approval holds. */
  readonly waitDays: number
}
