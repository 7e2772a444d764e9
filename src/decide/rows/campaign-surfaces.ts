import { columnValue } from '../../model/columns/column-value.ts'
import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import { campaignOfId } from './hash-search.ts'

/** The surfaces on which a campaign of a snapshot can play; none for a campaign that is not in it. */
export function campaignSurfaces({
  campaigns,
}: Pick<SnapshotHot, 'campaigns'>): (id: CampaignId) => readonly SurfaceId[] {
  return (id) => {
    const campaign = campaignOfId(campaigns, id)
    if (campaign < 0) return []
    const bits = columnValue(campaigns.surfaces, campaign)
    return SURFACE_IDS.filter((_, bit) => ((bits >> bit) & 1) === 1)
  }
}
