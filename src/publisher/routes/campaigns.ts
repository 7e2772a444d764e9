import type {
  CampaignActedAnswer,
  CampaignList,
  CampaignSummary,
  StoredCampaign,
} from '../../contracts/ops/answers/campaigns.ts'
import { type CampaignFilters, campaignFilters, campaignOrder } from '../../contracts/ops/requests/campaigns.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { CampaignAct } from '../../schedule/campaigns/campaign-status.ts'
import { fieldChanges } from '../../schedule/campaigns/field-changes.ts'
import { latestRevision, type StoredDocument } from '../../schedule/store/document.ts'
import { readAllDocuments, readDocument } from '../../schedule/store/read-documents.ts'
import { ScheduleError } from '../../schedule/store/schedule-error.ts'
import { requireAction } from '../access/require-action.ts'
import { actOnCampaign } from '../campaign-acts.ts'
import { OpsProblem } from '../ops-problem.ts'
import { regionsOfCampaign } from '../regions/regions-of.ts'
import { answer } from './answer.ts'
import { type OpsContext, onlyParameters, readBody, readQuery } from './ops-context.ts'

/** Longer than any id. */
const ID_LENGTH = 100

type Stored = StoredDocument<'campaign'>

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

/** `GET /ops/v1/campaigns/{id}`: the stored record, with its revision. */
export async function campaign(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const document = await readableCampaign(context)
  const regions = regionsOfCampaign(context.get('publisher').rules, document.record)
  return answer<StoredCampaign>(context).with(described(document, regions))
}

/** The campaign of the path; 404 if there is none in the caller's regions. */
export async function readableCampaign(context: OpsContext): Promise<Stored> {
  const document = await storedCampaign(context)
  const regions = regionsOfCampaign(context.get('publisher').rules, document.record)
  const readable = context.get('permission').regionsOf('schedule.read')
  if (!regions.some((region) => readable.includes(region))) throw unknown()
  return document
}

export const pauseCampaign = (context: OpsContext) => act(context, 'pause').catch(withoutStore(context))
export const resumeCampaign = (context: OpsContext) => act(context, 'resume')
export const endCampaign = (context: OpsContext) => act(context, 'end').catch(withoutStore(context))

/** A status is in the store; to stop a campaign while the store is down, order a takedown. */
const withoutStore =
  (context: OpsContext) =>
  (error: unknown): never => {
    if (!(error instanceof ScheduleError) || error.kind !== 'unreachable') throw error
    const way = `\`ff takedown add ${idOf(context)} --reason …\` withdraws it at once, without the store.`
    throw new OpsProblem(503, 'The scheduling store', `${error.message}. ${way}`)
  }

/** `POST /ops/v1/campaigns/{id}/pause|resume|end`: what it withdraws is withdrawn at once; what it brings back waits for a publish. */
async function act(context: OpsContext, what: CampaignAct): Promise<Response> {
  onlyParameters(context, [])
  const stored = await storedCampaign(context)
  const { reason, revision } = await readBody(context, campaignOrder)
  const publisher = context.get('publisher')
  const regions = regionsOfCampaign(publisher.rules, stored.record)
  requireAction(context, what === 'resume' ? 'campaign.resume' : 'campaign.stop', regions)
  if (revision !== undefined && revision !== latestRevision(stored)) {
    throw new OpsProblem(
      409,
      'Changed meanwhile',
      `It is at revision ${latestRevision(stored)}: look again.`,
      'revision',
    )
  }
  const done = await actOnCampaign(publisher, stored, { what, reason, actor: context.get('actor') })
  return answer<CampaignActedAnswer>(context).with({
    outcome: done.outcome,
    campaign: described(done.document, regions),
    before: { status: stored.record.status, revision: stored.revision },
    withdrawn: done.withdrawn,
    takesEffect: what === 'resume' ? 'with the next publish' : 'at once',
  })
}

function idOf(context: OpsContext): string {
  return (context.req.param('id') ?? '').slice(0, ID_LENGTH)
}

async function storedCampaign(context: OpsContext): Promise<Stored> {
  const stored = await readDocument(context.get('publisher').redis, 'campaign', idOf(context))
  if (stored === null) throw unknown()
  return stored
}

function unknown(): OpsProblem {
  return new OpsProblem(404, 'No such campaign', 'No campaign has this id; `ff campaign list` shows them.', 'id')
}

function matches(
  { record }: Stored,
  regions: readonly RegionId[],
  { status, region, surface, owner }: CampaignFilters,
) {
  return (
    regions.length > 0 &&
    (status === undefined || record.status === status) &&
    (region === undefined || regions.includes(region)) &&
    (surface === undefined || record.surfaces.includes(surface)) &&
    (owner === undefined || record.owner === owner)
  )
}

function summary({ record, revision, changedAt }: Stored, regions: readonly RegionId[]): CampaignSummary {
  const { id, name, owner, status, priority, territories, surfaces, start, end } = record
  const changed = new Date(changedAt).toISOString()
  return { id, name, owner, status, priority, territories, surfaces, start, end, regions, revision, changedAt: changed }
}

function described(
  { record, revision, addedAt, changedAt, next }: Stored,
  regions: readonly RegionId[],
): StoredCampaign {
  const instant = (at: number) => new Date(at).toISOString()
  const waiting = next && {
    record: next.record,
    revision: next.revision,
    editedBy: next.by,
    changedAt: instant(next.changedAt),
    diff: fieldChanges(record, next.record),
  }
  return { record, revision, addedAt: instant(addedAt), changedAt: instant(changedAt), regions, next: waiting ?? null }
}
