import type { Campaign } from '../../model/nouns/campaign.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { waitingRecord } from '../../schedule/campaigns/lifecycle.ts'
import type { StoredDocument } from '../../schedule/store/document.ts'
import { regionsOfCampaign } from '../regions/regions-of.ts'

/** The regions of what a campaign says now, of what waits beside it, and of what it is to say: a role must reach over all. */
export function regionsOfStored(
  rules: Rules,
  stored: StoredDocument<'campaign'>,
  after: Pick<Campaign, 'territories'> | null = null,
): readonly RegionId[] {
  const said = [stored.record, waitingRecord(stored), after].filter((each) => each !== null)
  return [...new Set(said.flatMap((each) => [...regionsOfCampaign(rules, each)]))]
}
