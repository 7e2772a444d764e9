import type { CampaignList, CampaignSummary, StoredCampaign } from '../../../contracts/ops/answers/campaigns.ts'
import { campaignFilters, campaignView } from '../../../contracts/ops/requests/campaigns.ts'
import { goalOfEvents } from '../../../model/fields/goal.ts'
import { memberChange } from '../../../schedule/campaigns/member-change.ts'
import { latestRevision } from '../../../schedule/store/document.ts'
import { behindCursor, inOrder } from '../../campaigns/campaign-order.ts'
import { deliverySummary } from '../../campaigns/delivery/campaign-delivery.ts'
import { deliveredLately } from '../../campaigns/delivery/delivered-lately.ts'
import { describeCampaign } from '../../campaigns/describe-campaign.ts'
import { type FoundCampaign, findCampaigns } from '../../campaigns/find-campaigns.ts'
import { answer } from '../answer.ts'
import { campaignTag } from '../if-match.ts'
import { type OpsContext, readQuery } from '../ops-context.ts'
import { readableCampaign } from './stored-campaign.ts'

/** `GET /ops/v1/campaigns[?status=&region=&…&sort=&cursor=&limit=]`: campaigns in the caller's regions, in order. */
export async function campaigns(context: OpsContext): Promise<Response> {
  const { limit, cursor, sort, ...asked } = readQuery(context, campaignFilters, 'A bad filter')
  const publisher = context.get('publisher')
  const readable = context.get('permission').regionsOf('schedule.read')
  const { found } = await findCampaigns(publisher, readable, asked)
  const left = behindCursor(inOrder(found, sort), sort, cursor)
  const listed = left.slice(0, limit)
  const delivered = await deliveredLately(publisher.redis, listed)
  return answer<CampaignList>(context).with({
    total: found.length,
    campaigns: listed.map((each) => summary(each, delivered.get(each.stored.record.id) ?? null)),
    cursor: left.length > listed.length ? (listed.at(-1)?.stored.record.id ?? null) : null,
  })
}

/** `GET /ops/v1/campaigns/{id}[?members=1]`: what it says, and what waits beside it; the revision as `ETag`. */
export async function campaign(context: OpsContext): Promise<Response> {
  const { members } = readQuery(context, campaignView, 'A bad query')
  const stored = await readableCampaign(context)
  const publisher = context.get('publisher')
  context.header('etag', campaignTag(latestRevision(stored)))
  const regions = context.get('permission').regionsOf('schedule.read')
  const delivery = await deliverySummary(publisher, stored.record, regions)
  const described = { ...(await describeCampaign(publisher, stored)), delivery }
  if (members === undefined || stored.next === undefined || described.next === null) {
    return answer<StoredCampaign>(context).with(described)
  }
  const change = await memberChange(publisher.redis, stored.record, stored.next.record, publisher.now())
  return answer<StoredCampaign>(context).with({ ...described, next: { ...described.next, members: change } })
}

function summary({ stored, regions, state }: FoundCampaign, delivered: number | null): CampaignSummary {
  const { record, changedAt, next } = stored
  const { id, name, owner, status, priority, territories, surfaces, start, end } = record
  const goal = goalOfEvents(record.goal)
  return {
    ...{ id, name, owner, status, state, priority, territories, surfaces, start, end, regions: [...regions] },
    revision: latestRevision(stored),
    changedAt: new Date(changedAt).toISOString(),
    waiting: next?.record.status === 'review' ? 'review' : next === undefined ? null : 'draft',
    goal: goal && { kind: goal.kind, count: goal.count },
    delivered,
  }
}
