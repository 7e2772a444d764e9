import type { Narrowing } from '../../model/denies/narrowing.ts'
import { markApproved, markConsumed } from '../../schedule/approvals/approvals.ts'
import { waitingAuthors } from '../../schedule/campaigns/authors.ts'
import { editCampaign } from '../../schedule/campaigns/edit-campaign.ts'
import { afterVerb, waitingRecord } from '../../schedule/campaigns/lifecycle.ts'
import type { IngestDependencies } from '../../schedule/ingest/ingest.ts'
import { appendAudit } from '../../schedule/reports/audit-log.ts'
import { latestRevision, type StoredDocument } from '../../schedule/store/document.ts'
import { readDocument } from '../../schedule/store/read-documents.ts'
import type { SignedIn } from '../access/sign-in.ts'
import { withdrawalImpact } from '../inquiries/withdrawal-impact.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { type CampaignActed, NOTHING_WITHDRAWN, notNow } from './act-on-campaign.ts'
import { lapsesAt, openRequest, whyTwoPersons } from './campaign-requests.ts'
import { secondCampaign, whySecond } from './second-campaign.ts'

type Stored = StoredDocument<'campaign'>

/** Who approves, and why. `confirm`: the number of a dry run that withdraws much, as for an ingest. */
export interface CampaignApproval {
  readonly by: SignedIn
  readonly reason: string
  readonly confirm: number | null
}

/**
 * Puts what waits of a campaign on the air, in place of what it says now, all at once and with what that withdraws. The
 * approver is nobody who wrote any of it; where the rules want two persons, they must be persons. What one person has
 * put on the air, and takes two by now, is approved as it is.
 *
 * @throws OpsProblem 403 for who wrote it, 409 when nothing waits, when it was changed since, or when it withdraws much
 */
export async function approveCampaign(
  publisher: PublisherContext,
  dependencies: IngestDependencies,
  stored: Stored,
  { by, reason, confirm }: CampaignApproval,
): Promise<CampaignActed> {
  const second = await whySecond(publisher, stored)
  if (second.length > 0) {
    requireOther(by, stored.by ?? null)
    requirePerson(by, second)
    return secondCampaign(publisher, stored, { by: by.name, reason })
  }
  const after = afterVerb('approve', stored)
  if (after.outcome === 'refused') throw notNow('approve', after.why)
  const waiting = waitingRecord(stored)
  if (waiting === null || after.outcome === 'unchanged') {
    return { outcome: 'unchanged', document: stored, withdrawn: NOTHING_WITHDRAWN }
  }
  const editor = stored.next?.by ?? stored.by ?? null
  await requireSecond(publisher, stored, by)
  const request = await openRequest(publisher, stored)
  if (request === null && lapsesAt(publisher, stored) <= publisher.now()) throw lapsed(waiting.id)
  const impactOf = (narrowings: readonly Narrowing[]) => withdrawalImpact(publisher, narrowings)
  const report = await editCampaign(
    { ...dependencies, impactOf },
    {
      record: { ...waiting, status: 'approved' },
      actor: by.name,
      ...(editor !== null && { by: editor }),
      expected: latestRevision(stored),
      approved: true,
      ...(isPerson(by) && { secondedBy: by.name }),
      confirm,
    },
  )
  const [refused] = report.refused
  if (refused !== undefined)
    throw new OpsProblem(409, 'Not to approve', `${refused.path}: ${refused.hint}.`, refused.path)
  if (request !== null) {
    await markApproved(publisher, request.approval, by.name)
    await markConsumed(publisher, request.approval, by.name, waiting.id)
  }
  await appendAudit(publisher.redis, {
    at: publisher.now(),
    actor: by.name,
    role: publisher.role ?? null,
    action: 'campaign.approve',
    target: waiting.id,
    before: stored.record,
    after: { ...after.record, reason },
  })
  const document = await readDocument(publisher.redis, 'campaign', waiting.id)
  return { outcome: 'done', document: document ?? stored, withdrawn: report.withdrawn }
}

/** The refusal of what was submitted too long ago. */
export function lapsed(id: string): OpsProblem {
  const told = `The request for its approval has expired: \`ff campaign submit ${id} --reason …\` asks again.`
  return new OpsProblem(409, 'Lapsed', told, 'status')
}

/** @throws OpsProblem 403 for who wrote any of what waits of a campaign, and for a token where two persons must want it */
export async function requireSecond(publisher: PublisherContext, stored: Stored, by: SignedIn): Promise<void> {
  const authors = waitingAuthors(stored)
  if (authors.includes(by.name)) {
    const others = authors.filter((name) => name !== by.name)
    const whose = others.length === 0 ? 'you wrote it' : `you wrote some of it, and ${others.join(', ')} did too`
    const left = others.length === 0 ? '' : ' If nobody is left to, withdraw it, and let one of you write it again.'
    const told = `Nobody can approve what they wrote, and since it was last approved ${whose}: somebody else must do it.`
    throw new OpsProblem(403, 'Two persons', `${told}${left}`)
  }
  const waiting = waitingRecord(stored)
  if (waiting === null || isPerson(by)) return
  requirePerson(by, await whyTwoPersons(publisher, waiting))
}

function requireOther(by: SignedIn, editor: string | null): void {
  if (by.name !== editor) return
  throw new OpsProblem(403, 'Two persons', 'Nobody can approve what they wrote: somebody else must do it.')
}

/** @param why why two persons must want it; empty: one is enough */
function requirePerson(by: SignedIn, why: readonly string[]): void {
  if (isPerson(by) || why.length === 0) return
  throw new OpsProblem(403, 'Two persons', `Only a person can approve it, not a token, because ${why.join('; ')}.`)
}

function isPerson({ kind }: SignedIn): boolean {
  return kind === 'person' || kind === 'local'
}
