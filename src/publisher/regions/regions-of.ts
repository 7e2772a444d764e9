import type { Campaign } from '../../model/nouns/campaign.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { expandTerritories } from '../../rules/lookup/expand-territories.ts'

/** The regions of the territories of a campaign or feed; `world` only for what is for everywhere. */
export function regionsOfCampaign(rules: Rules, campaign: Pick<Campaign, 'territories'>): readonly RegionId[] {
  if (campaign.territories.includes('*')) return REGION_IDS
  const { territories } = expandTerritories(rules, campaign.territories)
  const regions = new Set([...territories].map((code) => rules.territories.get(code)?.region))
  return REGION_IDS.filter((region) => regions.has(region))
}
