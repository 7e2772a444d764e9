import { z } from 'zod'
import { CAMPAIGN_STATUSES } from '../../model/nouns/campaign-words.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import type { CampaignAct } from '../../schedule/campaigns/campaign-status.ts'
import type { StoredDocument } from '../../schedule/store/document.ts'
import { readAllDocuments, readDocument } from '../../schedule/store/read-documents.ts'
import { ScheduleError } from '../../schedule/store/schedule-error.ts'
import { requireAction } from '../access/require-action.ts'
import { actOnCampaign } from '../campaign-acts.ts'
import { OpsProblem } from '../ops-problem.ts'
import { regionsOfCampaign } from '../regions/regions-of.ts'
import { type OpsContext, onlyParameters, readBody } from './ops-context.ts'

const LIMIT_DEFAULT = 200
const LIMIT_MAX = 10_000
/** Longer than any id. */
const ID_LENGTH = 100

const filters = z.object({
  status: z.enum(CAMPAIGN_STATUSES).optional(),
  region: z.enum(REGION_IDS).optional(),
  surface: z.enum(SURFACE_IDS).optional(),
  owner: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT),
})

type Filters = z.infer<typeof filters>
type Stored = StoredDocument<'campaign'>

/** `GET /ops/v1/campaigns[?status=&region=&surface=&owner=&limit=]`: campaigns in the caller's regions, by id. */
export async function campaigns(context: OpsContext): Promise<Response> {
  onlyParameters(context, Object.keys(filters.shape))
  const asked = filtersOf(context)
  const publisher = context.get('publisher')
  const readable = context.get('permission').regionsOf('schedule.read')
  const regionsOf = ({ record }: Stored) =>
    regionsOfCampaign(publisher.rules, record).filter((region) => readable.includes(region))
  const found: Stored[] = []
  for await (const page of readAllDocuments(publisher.redis, 'campaign')) {
    found.push(...page.filter((document) => matches(document, regionsOf(document), asked)))
  }
  const listed = found.sort((left, right) => (left.record.id < right.record.id ? -1 : 1)).slice(0, asked.limit)
  return context.json({
    total: found.length,
    campaigns: listed.map((document) => summary(document, regionsOf(document))),
  })
}

/** `GET /ops/v1/campaigns/{id}`: the stored record, with its revision. */
export async function campaign(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const document = await storedCampaign(context)
  const regions = regionsOfCampaign(context.get('publisher').rules, document.record)
  const readable = context.get('permission').regionsOf('schedule.read')
  if (!regions.some((region) => readable.includes(region))) throw unknown()
  return context.json(described(document, regions))
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

const order = z.strictObject({
  reason: z.string().trim().min(1, 'say why, in a few words').max(300),
  /** The revision that the caller has seen; left out: any. */
  revision: z.int().min(1).optional(),
})

/** `POST /ops/v1/campaigns/{id}/pause|resume|end`: what it withdraws is withdrawn at once; what it brings back waits for a publish. */
async function act(context: OpsContext, what: CampaignAct): Promise<Response> {
  onlyParameters(context, [])
  const stored = await storedCampaign(context)
  const { reason, revision } = await readBody(context, order)
  const publisher = context.get('publisher')
  const regions = regionsOfCampaign(publisher.rules, stored.record)
  requireAction(context, what === 'resume' ? 'campaign.resume' : 'campaign.stop', regions)
  if (revision !== undefined && revision !== stored.revision) {
    throw new OpsProblem(409, 'Changed meanwhile', `It is at revision ${stored.revision}: look again.`, 'revision')
  }
  const done = await actOnCampaign(publisher, stored, { what, reason, actor: context.get('actor') })
  return context.json({
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

function filtersOf(context: OpsContext): Filters {
  const parsed = filters.safeParse(context.req.query())
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new OpsProblem(400, 'A bad filter', (issue?.message ?? '').slice(0, 200), issue?.path.join('.') ?? null)
}

function matches({ record }: Stored, regions: readonly RegionId[], { status, region, surface, owner }: Filters) {
  return (
    regions.length > 0 &&
    (status === undefined || record.status === status) &&
    (region === undefined || regions.includes(region)) &&
    (surface === undefined || record.surfaces.includes(surface)) &&
    (owner === undefined || record.owner === owner)
  )
}

function summary({ record, revision, changedAt }: Stored, regions: readonly RegionId[]) {
  const { id, name, owner, status, priority, territories, surfaces, start, end } = record
  const changed = new Date(changedAt).toISOString()
  return { id, name, owner, status, priority, territories, surfaces, start, end, regions, revision, changedAt: changed }
}

function described({ record, revision, addedAt, changedAt }: Stored, regions: readonly RegionId[]) {
  const instant = (at: number) => new Date(at).toISOString()
  return { record, revision, addedAt: instant(addedAt), changedAt: instant(changedAt), regions }
}
