import type { CampaignList, CampaignSummary, StoredCampaign } from '../../../contracts/ops/answers/campaigns.ts'
import { type CampaignFilters, campaignFilters } from '../../../contracts/ops/requests/campaigns.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { latestRevision } from '../../../schedule/store/document.ts'
import { readAllDocuments } from '../../../schedule/store/read-documents.ts'
import { describeCampaign } from '../../campaigns/describe-campaign.ts'
import { regionsOfCampaign } from '../../regions/regions-of.ts'
import { answer } from '../answer.ts'
import { campaignTag } from '../if-match.ts'
import { type OpsContext, onlyParameters, readQuery } from '../ops-context.ts'
import { readableCampaign, type StoredCampaignDocument } from './stored-campaign.ts'

type Stored = StoredCampaignDocument

/** `GET /ops/v1/campaigns[?status=&region=&surface=&owner=&limit=]`: campaigns in the caller's regions, by id. */
export async function campaigns(context: OpsContext): Promise<Response> {
  const asked = readQuery(context, campaignFilters, 'A bad filter')
  const publisher = context.get('publisher')
  const readable = context.get('permission').regionsOf('schedule.read')
  const regionsOf = ({ record }: Stored) =>
    regionsOfCampaign(publisher.rules, record).filter((region) => readable.includes(region))
  const found: Stored[] = []
  for await (const page of readAllDocuments(publisher.redis, 'campaign')) {
    found.push(...page.filter((document) => matches(document, regionsOf(document), asked)))
  }
  const listed = found.sort((left, right) => (left.record.id < right.record.id ? -1 : 1)).slice(0, asked.limit)
  return answer<CampaignList>(context).with({
    total: found.length,
    campaigns: listed.map((document) => summary(document, regionsOf(document))),
  })
}

/** `GET /ops/v1/campaigns/{id}`: what it says, and what waits beside it; the revision as `ETag`. */
export async function campaign(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const stored = await readableCampaign(context)
  const publisher = context.get('publisher')
  context.header('etag', campaignTag(latestRevision(stored)))
  return answer<StoredCampaign>(context).with(await describeCampaign(publisher, stored))
}

function matches(
  { record, next }: Stored,
  regions: readonly RegionId[],
  { status, region, surface, owner }: CampaignFilters,
) {
  return (
    regions.length > 0 &&
    // What waits beside a campaign is found by its status too.
    (status === undefined || record.status === status || next?.record.status === status) &&
    (region === undefined || regions.includes(region)) &&
    (surface === undefined || record.surfaces.includes(surface)) &&
    (owner === undefined || record.owner === owner)
  )
}

function summary(stored: Stored, regions: readonly RegionId[]): CampaignSummary {
  const { record, changedAt, next } = stored
  const { id, name, owner, status, priority, territories, surfaces, start, end } = record
  return {
    ...{ id, name, owner, status, priority, territories, surfaces, start, end, regions },
    revision: latestRevision(stored),
    changedAt: new Date(changedAt).toISOString(),
    waiting: next?.record.status === 'review' ? 'review' : next === undefined ? null : 'draft',
  }
}
