import type { CampaignFinding, WrittenCampaign } from '../../../contracts/ops/answers/campaigns.ts'
import type { IngestReport } from '../../../contracts/ops/answers/ingest.ts'
import { campaignBody } from '../../../contracts/ops/requests/campaigns.ts'
import { CAMPAIGN_STATUSES, type CampaignStatus } from '../../../model/nouns/campaign-vocabulary.ts'
import { editCampaign } from '../../../schedule/campaigns/edit-campaign.ts'
import { latestRevision } from '../../../schedule/store/document.ts'
import { readDocument } from '../../../schedule/store/read-documents.ts'
import { requireAction } from '../../access/require-action.ts'
import { campaignConflict } from '../../campaigns/campaign-conflict.ts'
import { describeCampaign } from '../../campaigns/describe-campaign.ts'
import { findingsOfWritten } from '../../campaigns/lint-submitted.ts'
import { regionsOfStored } from '../../campaigns/regions-of-stored.ts'
import { OpsProblem } from '../../ops-problem.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import { regionsOfCampaign } from '../../regions/regions-of.ts'
import { answer } from '../answer.ts'
import { campaignTag, changedMeanwhile, matchesCurrent, revisionSeen, wantsNew } from '../if-match.ts'
import { type OpsContext, onlyParameters, readBody } from '../ops-context.ts'
import { ingestDependencies } from '../schedule.ts'
import { campaignIdOf, noSuchCampaign, type StoredCampaignDocument } from './stored-campaign.ts'

/**
 * `PUT /ops/v1/campaigns/{id}` with `If-Match: "r7"`, or `If-None-Match: *` for a new one: what it is to say. A campaign
 * that is on the air runs on; what is sent waits beside it.
 */
export async function putCampaign(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const id = campaignIdOf(context)
  const sent = await readBody(context, campaignBody)
  if (sent.id !== undefined && sent.id !== id) {
    throw new OpsProblem(400, 'Another campaign', `The body says ${String(sent.id)}, the path says ${id}.`, 'id')
  }
  const publisher = context.get('publisher')
  const stored = await readDocument(publisher.redis, 'campaign', id)
  // Before anything is said of what is there: a conflict shows all of it.
  requireRegions(context, stored, sent.territories)
  const expected = expectedRevision(context, stored, sent)
  requireStatus(stored, id, sent.status)
  const report = await editCampaign(
    ingestDependencies(context, (takedown) => takedown),
    {
      record: { ...sent, v: 1, type: 'campaign', id, status: 'draft' },
      actor: context.get('actor'),
      expected,
    },
  )
  const now = await readDocument(publisher.redis, 'campaign', id)
  refuseWith(report, now, sent)
  if (now === null) throw noSuchCampaign()
  context.header('etag', campaignTag(latestRevision(now)))
  return answer<WrittenCampaign>(context).with(
    {
      ...(await describeCampaign(publisher, now)),
      outcome: report.accepted > 0 ? 'done' : 'unchanged',
      findings: await writtenFindings(publisher, now, report),
    },
    stored === null ? 201 : 200,
  )
}

/** What somebody should look at in what was written. */
export async function writtenFindings(
  publisher: PublisherContext,
  written: StoredCampaignDocument,
  { warnings }: IngestReport,
): Promise<CampaignFinding[]> {
  const found = warnings.filter(({ rule }) => !SAID_BY_LINTER.includes(rule)).map(findingOf)
  return [...found, ...(await findingsOfWritten(publisher, written))]
}

/** Warnings of an ingest that the linter gives in its own words. */
const SAID_BY_LINTER: readonly string[] = ['cap-beyond-memory']

function expectedRevision(context: OpsContext, stored: StoredCampaignDocument | null, sent: object): number {
  const current = stored === null ? null : latestRevision(stored)
  if (!wantsNew(context)) {
    if (stored !== null && matchesCurrent(context, latestRevision(stored), campaignTag) === false) {
      throw campaignConflict(stored, sent)
    }
    const seen = current === null ? null : revisionSeen(context, current, campaignTag)
    if (seen !== null) return seen
    const told = 'There is no such campaign yet: send If-None-Match: * and no If-Match to make a new one.'
    throw new OpsProblem(428, 'A new one?', told, 'If-None-Match')
  }
  if (current === null) return 0
  throw new OpsProblem(412, 'It is there', `It is there already, at revision ${current}.`, 'If-None-Match')
}

const VERB_OF: Readonly<Record<CampaignStatus, string>> = {
  draft: 'leave it out',
  review: 'submit',
  approved: 'submit it, and let somebody else approve it (a paused one: resume)',
  paused: 'pause',
  ended: 'end',
}

/** A status takes a verb. What was read may be sent back with the status that it has: the campaign's, or what waits has. */
function requireStatus(stored: StoredCampaignDocument | null, id: string, sent: unknown): void {
  if (sent === undefined || sent === 'draft') return
  if (stored !== null && [stored.record.status, stored.next?.record.status].some((each) => each === sent)) return
  const known = CAMPAIGN_STATUSES.find((each) => each === sent)
  const told = stored === null ? ofNew(known) : ofStored(known, `${id} is ${stored.record.status}`)
  throw new OpsProblem(400, 'A status takes a verb', told, 'status')
}

function ofNew(sent: CampaignStatus | undefined): string {
  const goesOn = sent === 'review' || sent === 'approved'
  const then = goesOn ? ', then submit it, and let somebody else approve it' : ''
  return `A new campaign is a draft: leave \`status\` out${then}.`
}

function ofStored(sent: CampaignStatus | undefined, now: string): string {
  const verb = sent === undefined ? `there are ${CAMPAIGN_STATUSES.join(', ')}` : VERB_OF[sent]
  return `A status takes a verb: ${verb}. Here ${now}, and stays so: leave \`status\` out, or send it as it is.`
}

/** A role must reach over the regions of before and after, and of what waits. What names no territory is refused by the check of the record. */
function requireRegions(context: OpsContext, stored: StoredCampaignDocument | null, territories: unknown): void {
  const { rules } = context.get('publisher')
  const selectors = Array.isArray(territories) ? territories.filter((each) => typeof each === 'string') : []
  const after = regionsOfCampaign(rules, { territories: selectors })
  const before = stored === null ? [] : regionsOfStored(rules, stored)
  requireAction(context, 'schedule.ingest', [...new Set([...before, ...after])])
}

/** Throws why an edit was refused, if it was. */
export function refuseWith({ refused }: IngestReport, stored: StoredCampaignDocument | null, sent: object): void {
  const [first] = refused
  if (first === undefined) return
  if (first.rule === 'changed-meanwhile') {
    throw stored === null ? changedMeanwhile(null, campaignTag) : campaignConflict(stored, sent)
  }
  const more = refused.length > 1 ? ` (and ${refused.length - 1} more)` : ''
  throw new OpsProblem(400, 'The campaign cannot be used', `${first.hint}${more}.`, first.path || 'body')
}

/** What somebody should look at, as an ingest found it. */
function findingOf({ rule, severity, path, hint }: IngestReport['warnings'][number]): CampaignFinding {
  return { rule, severity, field: path === '' ? null : path, text: hint }
}
