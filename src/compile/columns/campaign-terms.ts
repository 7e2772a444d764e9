import { contentHash } from '../../model/content-hash.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { GateReason } from '../../model/nouns/reason.ts'

/** A campaign of the region's schedule, whether it has candidates or not. */
export interface ScheduledCampaign {
  readonly campaignId: CampaignId
  /** As `CampaignText.terms`. */
  readonly terms: string
  /** The gate that excludes the whole campaign at compile time; null: none. */
  readonly refused: GateReason | null
}

/**
 * A hash of a campaign's terms: everything that decides what it may show where, when and to whom, so every field of the
 * record but those named here. The weight is published separately; otherwise the text would change with it. The status
 * is `ScheduledCampaign.refused`, and no decision depends on the others. If two snapshots have equal terms for a
 * campaign, nobody edited it in between, so a difference in its candidates has another cause.
 */
export function campaignTerms(record: Campaign): string {
  const { v: _v, type: _type, id: _id, name: _name, owner: _owner, goal: _goal, weight: _weight, ...others } = record
  const { status: _status, holdout: _holdout, ...terms } = others
  const { assets, territories, surfaces, exclusionLabels } = terms
  return contentHash({
    ...terms,
    assets: Array.isArray(assets) ? [...assets].sort() : assets,
    territories: [...territories].sort(),
    surfaces: [...surfaces].sort(),
    exclusionLabels: [...exclusionLabels].sort(),
  })
}
