import type { ApprovalAnswer, ApprovalList, ApprovalRequestAnswer } from '../../contracts/ops/answers/approvals.ts'
import type { PublishResult } from '../../contracts/ops/answers/publish.ts'
import { approvalOrder, type OverriddenFinding, overrideOrder } from '../../contracts/ops/requests/approvals.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Action } from '../../model/policies/access.ts'
import { PUBLISH_CHECKS } from '../../model/policies/publish-policy.ts'
import { type Approval, listApprovals, regionsOfRequest } from '../../schedule/approvals/approvals.ts'
import { readDocument } from '../../schedule/store/read-documents.ts'
import { approve, askedFor, propose } from '../access/approvals.ts'
import { standingOverride } from '../access/overrides.ts'
import { requireAction } from '../access/require-action.ts'
import { overrideInWords } from '../access/told.ts'
import { approveCampaign, lapsed } from '../campaigns/approve-campaign.ts'
import { type CampaignRequest, campaignRequest, voidRequests, waitingSha256 } from '../campaigns/campaign-requests.ts'
import { regionsOfStored } from '../campaigns/regions-of-stored.ts'
import { OpsProblem } from '../ops-problem.ts'
import { isOverridable } from '../publish/overridable.ts'
import { runPublish } from '../publish/run-publish.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { answer } from './answer.ts'
import { withImpact } from './ingest.ts'
import { type OpsContext, onlyParameters, readBody } from './ops-context.ts'
import { ingestDependencies } from './schedule.ts'

/**
 * `POST /ops/v1/overrides`: asks a second person to let one publish pass in spite of exactly these findings. Whoever asks
 * again while their request stands gets that one.
 */
export async function proposeOverride(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const { region, findings, reason, until } = await readBody(context, overrideOrder)
  requireAction(context, 'override.propose', [region])
  const publisher = context.get('publisher')
  requireOverridable(publisher, findings)
  const first = await standingOverride(publisher, { region, findings, by: context.get('actor') })
  if (first !== null) {
    return answer<ApprovalAnswer>(context).with({ approval: presentApproval(first, publisher.now(), false) })
  }
  const told = overrideInWords(region, findings, await lookedAt(publisher, region))
  const asked = { kind: 'override', region, content: { findings }, reason } as const
  const approval = await propose(
    publisher,
    { ...asked, told: [...told], expiresAt: Date.parse(until) },
    context.get('actor'),
  )
  return answer<ApprovalAnswer>(context).with({ approval: presentApproval(approval, publisher.now(), false) }, 201)
}

/** @throws OpsProblem 400 that names the first finding whose check nobody can override */
function requireOverridable(publisher: PublisherContext, findings: readonly OverriddenFinding[]): void {
  const policy = publisher.rules.publish
  const at = findings.findIndex(({ check }) => !isOverridable(check, policy))
  const check = findings[at]?.check
  if (check === undefined) return
  const can = PUBLISH_CHECKS.filter((each) => isOverridable(each, policy)).join(', ')
  const detail = `Nobody can override ${check}: what it refuses is broken, not unusual. An override is for ${can}.`
  throw new OpsProblem(400, 'Never overridden', detail, `findings.${at}.check`)
}

/** A dry run of the next publish; null when it fails, which does not prevent the request. */
function lookedAt(publisher: PublisherContext, region: RegionId): Promise<PublishResult | null> {
  const reason = 'to tell what an override is about'
  const order = {
    region,
    scope: 'snapshot',
    dryRun: true,
    mend: false,
    canary: null,
    actor: 'publisher',
    reason,
  } as const
  return runPublish(publisher, order).catch(() => null)
}

/** `GET /ops/v1/approvals`: the requests in the regions that the caller may see, the newest first. */
export async function approvals(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const publisher = context.get('publisher')
  const regions = context.get('permission').regionsOf('approval.read')
  const all = await listApprovals(publisher.redis)
  const shown = all.filter((asked) => regionsOfRequest(asked).some((region) => regions.includes(region)))
  const voided = await voidRequests(publisher, shown)
  const described = shown.map((approval) => presentApproval(approval, publisher.now(), voided.has(approval.id)))
  return answer<ApprovalList>(context).with({ approvals: described })
}

const APPROVES: Readonly<Record<Approval['kind'], Action>> = {
  override: 'override.approve',
  rollback: 'rollback.approve',
  campaign: 'schedule.approve',
}

/** `POST /ops/v1/approvals/{id}/approve`: the second person's approval. Of a campaign, it puts that on the air. */
export const approveRequest = (context: OpsContext) => approveAsked(context).catch(withImpact)

async function approveAsked(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const publisher = context.get('publisher')
  const { contentHash, confirm } = await readBody(context, approvalOrder)
  const asked = await askedFor(publisher, context.req.param('id') ?? '')
  requireAction(context, APPROVES[asked.kind], regionsOfRequest(asked))
  if (contentHash !== undefined && contentHash !== asked.contentHash) {
    throw new OpsProblem(409, 'Something else', 'This is not what was asked for: list it, and read it.', 'contentHash')
  }
  const request = campaignRequest(asked)
  if (request !== null) await approveRequested(context, request, confirm ?? null)
  const approval =
    request === null ? await approve(publisher, asked, context.get('signedIn')) : await askedFor(publisher, asked.id)
  return answer<ApprovalAnswer>(context).with({ approval: presentApproval(approval, publisher.now(), false) })
}

async function approveRequested(
  context: OpsContext,
  { campaign, sha256, approval }: CampaignRequest,
  confirm: number | null,
): Promise<void> {
  const publisher = context.get('publisher')
  if (approval.consumed !== null) throw new OpsProblem(409, 'Approved already', 'Somebody has approved it already.')
  if (approval.expiresAt <= publisher.now()) {
    throw lapsed(campaign)
  }
  const stored = await readDocument(publisher.redis, 'campaign', campaign)
  if (stored === null || (await waitingSha256(stored)) !== sha256) {
    throw new OpsProblem(409, 'Void', 'The campaign was changed since: what was asked for does not wait any more.')
  }
  requireAction(context, 'schedule.approve', regionsOfStored(publisher.rules, stored))
  await approveCampaign(
    publisher,
    ingestDependencies(context, (takedown) => takedown),
    stored,
    {
      by: context.get('signedIn'),
      reason: approval.reason,
      confirm,
    },
  )
}

function presentApproval(approval: Approval, now: number, isVoid: boolean): ApprovalRequestAnswer {
  const { approved, consumed } = approval
  const instant = (at: number) => new Date(at).toISOString()
  return {
    ...approval,
    state: isVoid ? 'void' : stateOf(approval, now),
    proposedAt: instant(approval.proposedAt),
    expiresAt: instant(approval.expiresAt),
    approved: approved && { ...approved, at: instant(approved.at) },
    consumed: consumed && { ...consumed, at: instant(consumed.at) },
  }
}

function stateOf({ approved, consumed, expiresAt }: Approval, now: number): ApprovalRequestAnswer['state'] {
  if (consumed !== null) return 'used'
  if (expiresAt <= now) return 'lapsed'
  return approved === null ? 'asked' : 'approved'
}
