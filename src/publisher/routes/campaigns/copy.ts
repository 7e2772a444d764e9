import type { WrittenCampaign } from '../../../contracts/ops/answers/campaigns.ts'
import { campaignCopy } from '../../../contracts/ops/requests/campaign-bulk.ts'
import { recordAuthors } from '../../../schedule/campaigns/authors.ts'
import { editCampaign } from '../../../schedule/campaigns/edit-campaign.ts'
import { appendAudit } from '../../../schedule/reports/audit-log.ts'
import { latestRevision } from '../../../schedule/store/document.ts'
import { readDocument } from '../../../schedule/store/read-documents.ts'
import { requireAction } from '../../access/require-action.ts'
import { describeCampaign } from '../../campaigns/describe-campaign.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { regionsOfCampaign } from '../../regions/regions-of.ts'
import { answer } from '../answer.ts'
import { campaignTag } from '../if-match.ts'
import { type OpsContext, onlyParameters, readBody } from '../ops-context.ts'
import { ingestDependencies } from '../schedule.ts'
import { noSuchCampaign, readableCampaign } from './stored-campaign.ts'
import { refuseWith, writtenFindings } from './write.ts'

/**
 * `POST /ops/v1/campaigns/{id}/copy`: a new draft that says what the campaign says now, for other territories too. Local
 * times stay local times: a campaign on the clock of each territory keeps to that of the new ones.
 */
export async function copyCampaign(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const stored = await readableCampaign(context)
  const original = stored.record
  const { reason, id, ...more } = await readBody(context, campaignCopy)
  const publisher = context.get('publisher')
  const actor = context.get('actor')
  const { territories = original.territories, name = original.name } = more
  const record = { ...original, id, territories, name, status: 'draft' }
  requireAction(context, 'schedule.ingest', regionsOfCampaign(publisher.rules, { territories }))
  const edit = { record, actor, authors: recordAuthors(stored), expected: 0 }
  const report = await editCampaign(
    ingestDependencies(context, (takedown) => takedown),
    edit,
  )
  if (report.refused.some(({ rule }) => rule === 'changed-meanwhile')) {
    throw new OpsProblem(409, 'It is there', `There is a campaign ${id} already: give the copy another id.`, 'id')
  }
  const made = await readDocument(publisher.redis, 'campaign', id)
  refuseWith(report, made, record)
  if (made === null) throw noSuchCampaign()
  const said = { at: publisher.now(), actor, role: publisher.role ?? null, before: null }
  const after = { copyOf: original.id, reason, territories }
  await appendAudit(publisher.redis, { ...said, action: 'campaign.copy', target: id, after })
  context.header('etag', campaignTag(latestRevision(made)))
  const described = await describeCampaign(publisher, made)
  const findings = await writtenFindings(publisher, made, report)
  return answer<WrittenCampaign>(context).with({ ...described, outcome: 'done', findings }, 201)
}
