import type { Campaign } from '../../model/nouns/campaign.ts'
import type { CampaignState } from '../../model/nouns/campaign-vocabulary.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { expandTerritories } from '../../rules/lookup/expand-territories.ts'
import { localWindow } from './local-time.ts'
import { zonesAt } from './place.ts'

/**
 * Where a campaign stands, by its status and the clock. Hours and blackouts do not count.
 *
 * @param now milliseconds since 1970 UTC
 */
export function campaignState(
  rules: Pick<Rules, 'territories' | 'groups'>,
  campaign: Campaign,
  now: number,
): CampaignState {
  if (campaign.status !== 'approved') return campaign.status
  let state: CampaignState = 'ended'
  for (const code of expandTerritories(rules, campaign.territories).territories) {
    const zones = zonesAt({ code, rule: rules.territories.get(code) ?? null }, campaign.timeZone)
    const { start, end } = localWindow(campaign, zones)
    if (start <= now && now < end) return 'live'
    if (now < start) state = 'scheduled'
  }
  return state
}
