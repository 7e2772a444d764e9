import type { Campaign } from '../../model/nouns/campaign.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { expandTerritories } from '../../rules/lookup/expand-territories.ts'
import { localWindow } from './local-time.ts'
import { zonesAt } from './place.ts'

/** A campaign's time over all of its territories, in milliseconds since 1970 UTC. */
export interface CampaignSpan {
  /** When it begins where it does so first. */
  readonly startAt: number
  /** When it ends where it does so first, and last; null: open. */
  readonly firstEndAt: number | null
  readonly endAt: number | null
}

/** When a campaign begins and ends; null: it has no territory. Hours and blackouts do not count. */
export function campaignSpan(rules: Pick<Rules, 'territories' | 'groups'>, campaign: Campaign): CampaignSpan | null {
  const known = new Set<string>()
  let [startAt, firstEndAt, endAt] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const code of expandTerritories(rules, campaign.territories).territories) {
    const zones = zonesAt({ code, rule: rules.territories.get(code) ?? null }, campaign.timeZone)
    const key = zones.join(' ')
    if (known.has(key)) continue
    known.add(key)
    const { start, end } = localWindow(campaign, zones)
    startAt = Math.min(startAt, start)
    firstEndAt = Math.min(firstEndAt, end)
    endAt = Math.max(endAt, end)
  }
  if (known.size === 0) return null
  const instant = (at: number) => (Number.isFinite(at) ? at : null)
  return { startAt, firstEndAt: instant(firstEndAt), endAt: instant(endAt) }
}
