import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import type { ScheduledCampaign } from '../columns/campaign-terms.ts'

/**
 * What a person did to a campaign between two snapshots. `stopped`: it is no longer approved. `ended`: it ended so long
 * ago that the compiler leaves it out. `removed`: it is no longer in the region's schedule.
 */
export type ReportedAct = 'added' | 'edited' | 'stopped' | 'ended' | 'removed'

/**
 * The campaigns that somebody edited between two snapshots. Only these explain a change. If an unedited campaign shows
 * something else, its assets, their titles or the rules changed, which may be a broken feed. The same holds for a
 * campaign that lost every candidate although the schedule still has it unchanged.
 *
 * @param schedule the schedule that `next` was compiled from; null if unknown, as between two old snapshots
 */
export function campaignActs(
  live: Snapshot,
  next: Snapshot,
  schedule: readonly ScheduledCampaign[] | null,
): ReadonlyMap<CampaignId, ReportedAct> {
  const [before, after] = [termsOf(live), termsOf(next)]
  const scheduled = new Map(schedule?.map((campaign) => [campaign.campaignId, campaign]))
  const acts = new Map<CampaignId, ReportedAct>()
  for (const [id, terms] of before) {
    const act = actOn(terms, after.get(id), scheduled.get(id))
    if (act !== null) acts.set(id, act)
  }
  for (const id of after.keys()) if (!before.has(id)) acts.set(id, 'added')
  return acts
}

function actOn(
  before: string,
  after: string | undefined,
  scheduled: ScheduledCampaign | undefined,
): ReportedAct | null {
  if (after !== undefined) return after === before ? null : 'edited'
  if (scheduled === undefined) return 'removed'
  if (scheduled.refused === 'not-approved') return 'stopped'
  if (scheduled.refused === 'ended') return 'ended'
  return scheduled.terms === before ? null : 'edited'
}

function termsOf({ hot, text }: Snapshot): ReadonlyMap<CampaignId, string> {
  const terms = new Map<CampaignId, string>()
  hot.campaigns.idHash.forEach((_, index) => {
    const campaign = text.campaign(index)
    terms.set(campaign.campaignId, campaign.terms)
  })
  return terms
}

/** By campaign of a snapshot: 1 if somebody edited it. */
export function touchedCampaigns({ hot, text }: Snapshot, acts: ReadonlyMap<CampaignId, ReportedAct>): Uint8Array {
  return Uint8Array.from(hot.campaigns.idHash, (_, index) => (acts.has(text.campaign(index).campaignId) ? 1 : 0))
}
