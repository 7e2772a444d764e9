import type { LaneCampaign } from '../../contracts/ops/answers/lanes/schedule-lanes.ts'
import { goalOfEvents } from '../../model/fields/goal.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import { latestRevision } from '../../schedule/store/document.ts'
import { editedNow } from '../campaigns/bulk/plan-change.ts'
import { deliveredLately } from '../campaigns/delivery/delivered-lately.ts'
import type { FoundCampaign } from '../campaigns/find-campaigns.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** What is told of campaigns beside their bars. What they delivered is what pacing counted last: one request for all. */
export async function laneCampaigns(
  { redis }: PublisherContext,
  found: readonly FoundCampaign[],
  drawn: ReadonlySet<CampaignId>,
  tagOf: (revision: number) => string,
): Promise<LaneCampaign[]> {
  const campaigns = found.filter(({ stored }) => drawn.has(stored.record.id))
  const delivered = await deliveredLately(redis, campaigns)
  return campaigns.map((each) => laneCampaign(each, delivered.get(each.stored.record.id) ?? null, tagOf))
}

function laneCampaign(
  { stored, state }: FoundCampaign,
  delivered: number | null,
  tagOf: (revision: number) => string,
): LaneCampaign {
  const { record, next } = stored
  const { id, name, owner, priority: tier, status } = record
  const { start, end } = editedNow(stored)
  const goal = goalOfEvents(record.goal)
  const revision = latestRevision(stored)
  return {
    ...{ id, name, owner, tier, status, state, revision },
    etag: tagOf(revision),
    next: next === undefined ? null : { revision: next.revision, status: next.record.status },
    ...{ start, end },
    inHours: record.hours.length > 0,
    goal: goal && { kind: goal.kind, count: goal.count },
    delivered,
  }
}
