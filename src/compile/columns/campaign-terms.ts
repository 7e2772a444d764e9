import type { CampaignId } from '../../model/fields/identifier.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { GateReason } from '../../model/nouns/reason.ts'
import { contentHash } from '../../rules/content-hash.ts'

/** A campaign of the region's schedule, whether it has candidates or not. */
export interface ScheduledCampaign {
  readonly campaignId: CampaignId
  /** As `CampaignText.terms`. */
  readonly terms: string
  /** The gate that leaves all of it out at compile; null: none does. */
  readonly refused: GateReason | null
}

/**
 * A hash of what a campaign asks for: all that decides what it may show where, when and to whom, and not its name, owner
 * or goal. Nor its weight, which is published by itself: else the words would change with it. Two snapshots with equal terms of a campaign had no person edit it in between: what differs in its
 * candidates came from elsewhere.
 */
export function campaignTerms(record: Campaign): string {
  const { assets, territories, surfaces, start, end, timeZone, hours, blackouts } = record
  const { priority, frequencyCap, audience, exclusionLabels } = record
  return contentHash({
    assets: Array.isArray(assets) ? [...assets].sort() : assets,
    territories: [...territories].sort(),
    surfaces: [...surfaces].sort(),
    exclusionLabels: [...exclusionLabels].sort(),
    ...{ start, end, timeZone, hours, blackouts, priority, frequencyCap, audience },
  })
}
