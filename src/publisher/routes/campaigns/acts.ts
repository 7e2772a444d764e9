import type { CampaignActedAnswer } from '../../../contracts/ops/answers/campaigns.ts'
import { campaignOrder } from '../../../contracts/ops/requests/campaigns.ts'
import { VERB_ACTIONS } from '../../../model/policies/verb-actions.ts'
import type { CampaignVerb } from '../../../schedule/campaigns/lifecycle.ts'
import { latestRevision } from '../../../schedule/store/document.ts'
import { ScheduleError } from '../../../schedule/store/schedule-error.ts'
import { requireAction } from '../../access/require-action.ts'
import { actOnCampaign, type CampaignActed } from '../../campaigns/act-on-campaign.ts'
import { approveCampaign } from '../../campaigns/approve-campaign.ts'
import { campaignConflict } from '../../campaigns/campaign-conflict.ts'
import { describeCampaign } from '../../campaigns/describe-campaign.ts'
import { regionsOfStored } from '../../campaigns/regions-of-stored.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { answer } from '../answer.ts'
import { campaignTag, matchesCurrent, whichRevision } from '../if-match.ts'
import { withImpact } from '../ingest.ts'
import { type OpsContext, onlyParameters, readBody } from '../ops-context.ts'
import { ingestDependencies } from '../schedule.ts'
import { campaignIdOf, type StoredCampaignDocument, storedCampaignOf } from './stored-campaign.ts'

/** What only narrows, or undoes a pause, must not wait for a look at the revision: it is done in an emergency. */
const WITHOUT_LOOKING: readonly CampaignVerb[] = ['pause', 'end', 'resume']

export const submitCampaign = (context: OpsContext) => act(context, 'submit')
export const approveCampaignRoute = (context: OpsContext) => act(context, 'approve').catch(withImpact)
export const rejectCampaign = (context: OpsContext) => act(context, 'reject')
export const withdrawCampaign = (context: OpsContext) => act(context, 'withdraw')
export const pauseCampaign = (context: OpsContext) => act(context, 'pause').catch(withoutStore(context))
export const resumeCampaign = (context: OpsContext) => act(context, 'resume')
export const endCampaign = (context: OpsContext) => act(context, 'end').catch(withoutStore(context))

/** A status is in the store; to stop a campaign while the store is down, order a takedown. */
const withoutStore =
  (context: OpsContext) =>
  (error: unknown): never => {
    if (!(error instanceof ScheduleError) || error.kind !== 'unreachable') throw error
    const way = `\`ff takedown add ${campaignIdOf(context)} --reason …\` withdraws it at once, without the store.`
    throw new OpsProblem(503, 'The scheduling store does not answer', `${error.message}. ${way}`)
  }

/** `POST /ops/v1/campaigns/{id}/{verb}`: what it withdraws is withdrawn at once; what it brings waits for a publish. */
async function act(context: OpsContext, what: CampaignVerb): Promise<Response> {
  onlyParameters(context, [])
  const stored = await storedCampaignOf(context)
  const { reason, revision, confirm } = await readBody(context, campaignOrder)
  const publisher = context.get('publisher')
  requireAction(context, VERB_ACTIONS[what], regionsOfStored(publisher.rules, stored))
  requireSeen(context, stored, { what, said: revision })
  const actor = context.get('actor')
  const done =
    what === 'approve'
      ? await approveCampaign(
          publisher,
          ingestDependencies(context, (takedown) => takedown),
          stored,
          {
            by: context.get('signedIn'),
            reason,
            confirm: confirm ?? null,
          },
        )
      : await actOnCampaign(publisher, stored, { what, reason, actor })
  context.header('etag', campaignTag(latestRevision(done.document)))
  return answer<CampaignActedAnswer>(context).with({
    ...(await describeCampaign(publisher, done.document)),
    outcome: done.outcome,
    findings: [...(done.findings ?? [])],
    before: { status: stored.record.status, revision: latestRevision(stored) },
    withdrawn: done.withdrawn,
    takesEffect: takesEffect(what, done),
  })
}

function requireSeen(
  context: OpsContext,
  stored: StoredCampaignDocument,
  { what, said }: { readonly what: CampaignVerb; readonly said: number | undefined },
): void {
  const current = latestRevision(stored)
  const matched = matchesCurrent(context, current, campaignTag)
  if (matched === false) throw campaignConflict(stored, null)
  if (said !== undefined && said !== current) {
    throw new OpsProblem(409, 'Changed meanwhile', `It is at revision ${current}: look again.`, 'revision')
  }
  if (matched === null && said === undefined && !WITHOUT_LOOKING.includes(what)) {
    throw whichRevision(current, campaignTag)
  }
}

function takesEffect(what: CampaignVerb, { withdrawn }: CampaignActed): CampaignActedAnswer['takesEffect'] {
  if (what === 'pause' || what === 'end') return 'at once'
  if (what === 'resume') return 'with the next publish'
  if (what !== 'approve') return 'nothing changes for viewers'
  return withdrawn.records > 0 ? 'at once' : 'with the next publish'
}
