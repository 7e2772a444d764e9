import type { RegionId } from '../../model/nouns/region.ts'
import {
  type Approval,
  type ApprovalRequest,
  contentSha256,
  findApproval,
  listApprovals,
  markApproved,
  markConsumed,
  storeRequest,
} from '../../schedule/approvals/approvals.ts'
import type { ScheduleContext } from '../../schedule/store/connect.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { SignedIn } from './sign-in.ts'

/** Longest validity of a request for approval. */
export const APPROVAL_MS_MAX = 24 * 3_600_000

/**
 * Asks a second person to approve exactly this content.
 *
 * @throws OpsProblem 400 when its expiry is in the past, or more than 24 hours ahead
 */
export async function propose(
  context: ScheduleContext,
  asked: Pick<ApprovalRequest, 'kind' | 'region' | 'regions' | 'content' | 'reason' | 'told' | 'expiresAt'>,
  actor: string,
): Promise<Approval> {
  const now = context.now()
  // How long a campaign waits is said in the rules.
  const isTooLong = asked.kind !== 'campaign' && asked.expiresAt > now + APPROVAL_MS_MAX
  if (asked.expiresAt <= now || isTooLong) {
    throw new OpsProblem(400, 'A bad end', 'Give an instant within the next 24 hours.', 'until')
  }
  const request: ApprovalRequest = {
    ...asked,
    id: `apr_${context.newToken().slice(0, 20)}`,
    contentHash: await contentSha256(asked.content),
    proposedBy: actor,
    proposedAt: now,
  }
  await storeRequest(context, request)
  return { ...request, approved: null, consumed: null }
}

/** A request for approval; throws 404 when there is none. */
export async function askedFor(context: ScheduleContext, id: string): Promise<Approval> {
  const found = await findApproval(context.redis, id)
  if (found !== null) return found
  throw new OpsProblem(
    404,
    'No such request',
    'There is no such request, or it is too old; list the requests first.',
    'id',
  )
}

/**
 * Records the second person's approval.
 *
 * @throws OpsProblem 403 for the person who asked, and for anything but a person; 409 when the request has expired or
 * is approved already
 */
export async function approve(context: ScheduleContext, asked: Approval, by: SignedIn): Promise<Approval> {
  if (by.kind === 'service' || by.kind === 'break-glass') {
    throw new OpsProblem(403, 'Two persons', 'Only a person can approve: sign in as one, not with a token.')
  }
  if (by.name === asked.proposedBy) {
    throw new OpsProblem(403, 'Two persons', 'Nobody can approve their own request: somebody else must do it.')
  }
  if (asked.expiresAt <= context.now()) throw new OpsProblem(409, 'Lapsed', 'This request has expired; ask again.')
  if (asked.approved !== null || !(await markApproved(context, asked, by.name))) {
    throw new OpsProblem(409, 'Approved already', 'Somebody has approved it already.')
  }
  return askedFor(context, asked.id)
}

/** Whether it may be used now: approved by somebody else, not expired, not used. */
function isUsable(asked: Approval, now: number): boolean {
  const { approved, proposedBy, expiresAt, consumed } = asked
  return approved !== null && approved.by !== proposedBy && expiresAt > now && consumed === null
}

/** The requests of a kind and region that may be used now, the newest first. */
export async function usableApprovals(
  context: ScheduleContext,
  kind: Approval['kind'],
  region: RegionId,
): Promise<Approval[]> {
  const now = context.now()
  const all = await listApprovals(context.redis)
  return all.filter((asked) => asked.kind === kind && asked.region === region && isUsable(asked, now))
}

/**
 * The approval of exactly this content, if it may be used now.
 *
 * @param contentHash `contentSha256` of what is about to be done: changed content has another hash
 */
export async function approvalFor(
  context: ScheduleContext,
  kind: Approval['kind'],
  region: RegionId,
  contentHash: string,
): Promise<Approval | null> {
  const usable = await usableApprovals(context, kind, region)
  return usable.find((asked) => asked.contentHash === contentHash) ?? null
}

/**
 * Marks an approval as used. To be called before the approved action: false means that the action is no longer allowed,
 * because the approval has expired or was used meanwhile.
 *
 * @param use what it is used for, such as the sequence, for the audit log
 */
export async function consume(context: ScheduleContext, id: string, actor: string, use: string): Promise<boolean> {
  const asked = await findApproval(context.redis, id)
  if (asked === null || !isUsable(asked, context.now())) return false
  return markConsumed(context, asked, actor, use)
}
