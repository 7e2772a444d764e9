import type { LintAnswer } from '../../../contracts/ops/answers/campaigns/lint.ts'
import { lintOrder } from '../../../contracts/ops/requests/lint.ts'
import type { CampaignId } from '../../../model/fields/identifier.ts'
import { type Campaign, campaign } from '../../../model/nouns/campaign.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { waitingRecord } from '../../../schedule/campaigns/lifecycle.ts'
import { previewedRecords } from '../../../schedule/preview/previewed-records.ts'
import { readDocuments } from '../../../schedule/store/read-documents.ts'
import { findingAnswer, lintCampaigns } from '../../campaigns/lint-campaigns.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { regionsOfCampaign } from '../../regions/regions-of.ts'
import { writeDoors } from '../../write-doors.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters, readBody } from '../ops-context.ts'

/** `POST /ops/v1/campaigns/lint {ids?, records?}`: what is found in the caller's regions. Nothing is stored. */
export async function lintRoute(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const { ids, records } = await readBody(context, lintOrder)
  const publisher = context.get('publisher')
  const readable = context.get('permission').regionsOf('schedule.read')
  const isReadable = (each: Campaign) => regionsOf(each).some((region) => readable.includes(region))
  const regionsOf = (each: Campaign) => regionsOfCampaign(publisher.rules, each)
  const whole = (records ?? []).map((record) => ({ ...record, v: 1, type: 'campaign', status: 'draft' }))
  await requireSense(context, whole)
  const sent = whole.map(parseRecord)
  const named = await namedCampaigns(context, ids ?? [], isReadable)
  const instead = new Map<CampaignId, Campaign>([...named, ...sent].map((each) => [each.id, each]))
  const about = ids === undefined && records === undefined ? null : new Set(instead.keys())
  const reached = about === null ? readable : [...instead.values()].flatMap(regionsOf)
  const regions = readable.filter((region: RegionId) => region !== 'world' && reached.includes(region))
  const { findings, left } = await lintCampaigns(publisher, { about, instead, whole: true }, regions)
  return answer<LintAnswer>(context).with({
    findings: findings.map(findingAnswer),
    left: [...left].map(([rule, count]) => ({ rule, count })),
    regions: [...regions],
  })
}

/** The checks of an ingest, but for videos that are not there: the linter speaks of those. */
async function requireSense(context: OpsContext, sent: readonly object[]): Promise<void> {
  const actor = context.get('actor')
  const { refused } = await previewedRecords(writeDoors(context.get('publisher'), actor), sent, actor)
  const first = refused.find(({ rule }) => rule !== 'missing-asset' && rule !== 'missing-title')
  if (first === undefined) return
  const field = `records.${first.line - 1}${first.path && `.${first.path}`}`
  throw new OpsProblem(400, 'The campaign cannot be used', `${first.hint}.`, field)
}

/** What waits of each, or else what it says; 404 for one that is not there, or in no region of the caller. */
async function namedCampaigns(
  context: OpsContext,
  ids: readonly CampaignId[],
  isReadable: (campaign: Campaign) => boolean,
): Promise<readonly Campaign[]> {
  const documents = await readDocuments(context.get('publisher').redis, 'campaign', ids)
  return documents.map((document, index) => {
    if (document !== null && isReadable(document.record)) return waitingRecord(document) ?? document.record
    throw new OpsProblem(404, 'No such campaign', `No campaign has the id ${ids[index]}.`, `ids.${index}`)
  })
}

/** What an ingest would take is a campaign; what would not be one has been refused by then. */
function parseRecord(record: object, index: number): Campaign {
  const parsed = campaign.safeParse(record)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = ['records', index, ...(issue?.path ?? [])].join('.')
  throw new OpsProblem(400, 'The campaign cannot be used', (issue?.message ?? '').slice(0, 200), field)
}
