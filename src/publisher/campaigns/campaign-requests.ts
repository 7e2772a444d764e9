import { z } from 'zod'
import { type Approval, contentSha256, listApprovals } from '../../schedule/approvals/approvals.ts'
import { fieldChanges } from '../../schedule/campaigns/field-changes.ts'
import { waitingRecord } from '../../schedule/campaigns/lifecycle.ts'
import { SecondPersonCheck } from '../../schedule/campaigns/second-person.ts'
import type { Notice } from '../../schedule/notices/notice-outbox.ts'
import { NO_CHANGES } from '../../schedule/publishing/schedule-source.ts'
import type { StoredDocument } from '../../schedule/store/document.ts'
import { readDocuments } from '../../schedule/store/read-documents.ts'
import { propose } from '../access/approvals.ts'
import { tell } from '../notices/tell.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { regionsOfStored } from './regions-of-stored.ts'
import { secondPersonRules } from './second-person-rules.ts'

type Stored = StoredDocument<'campaign'>

const DAY_MS = 86_400_000
/** How many changed fields a request tells of. */
const TOLD_FIELDS = 20
const TOLD_CHARACTERS = 120

/** The content of a request: which campaign, and the hash of what it is to say. An edit has another hash. */
const requested = z.object({
  campaign: z.string(),
  sha256: z.string(),
  /** Why the rules want a second person; empty: they do not. */
  twoPersons: z.array(z.string()),
})

/** A request for the approval of a campaign. */
export interface CampaignRequest extends z.infer<typeof requested> {
  readonly approval: Approval
}

/** SHA-256 of what waits of a campaign, its status aside; null: nothing waits. */
export async function waitingSha256(stored: Stored): Promise<string | null> {
  const waiting = waitingRecord(stored)
  return waiting === null ? null : contentSha256({ ...waiting, status: null })
}

/** What a request is about; null: it is about no campaign. */
export function campaignRequest(approval: Approval): CampaignRequest | null {
  const parsed = approval.kind === 'campaign' ? requested.safeParse(approval.content) : null
  return parsed?.success ? { ...parsed.data, approval } : null
}

/** Why the rules want two persons for a campaign, as short texts; empty: one is enough. @param changes count as stored */
export async function whyTwoPersons(
  publisher: PublisherContext,
  campaign: Stored['record'],
  changes = NO_CHANGES,
): Promise<readonly string[]> {
  const secondPerson = secondPersonRules(publisher.rules)
  return new SecondPersonCheck({ ...publisher, secondPerson }, null, changes).reasons(campaign)
}

/** Asks somebody else to approve what waits of a campaign. */
export async function askForApproval(
  publisher: PublisherContext,
  stored: Stored,
  { actor, reason }: { readonly actor: string; readonly reason: string },
): Promise<void> {
  const [waiting, sha256] = [waitingRecord(stored), await waitingSha256(stored)]
  if (waiting === null || sha256 === null) return
  const twoPersons = await whyTwoPersons(publisher, waiting)
  const regions = regionsOfStored(publisher.rules, stored)
  const [region] = regions
  if (region === undefined) return
  const content = { campaign: waiting.id, sha256, twoPersons: [...twoPersons] }
  const expiresAt = publisher.now() + publisher.rules.approval.waitDays * DAY_MS
  const told = [...toldOf(stored), ...twoPersons.map((why) => `two persons must want it: ${why}`)]
  const asked = await propose(
    publisher,
    { kind: 'campaign', region, regions: [...regions], content, reason, told, expiresAt },
    actor,
  )
  await tell(publisher, wantedNotice(asked, waiting))
}

function wantedNotice({ id, reason, proposedBy, proposedAt, expiresAt }: Approval, campaign: Stored['record']): Notice {
  const until = new Date(expiresAt).toISOString()
  const name = campaign.name ?? 'without a name'
  const text = `${proposedBy} asks for the approval of ${campaign.id} (${name}) until ${until}.`
  const at = new Date(proposedAt).toISOString()
  const more = { campaign: campaign.id, request: id, askedBy: proposedBy, reason, until }
  return { id: `approval-wanted:${id}`, kind: 'approval-wanted', at, text, ...more }
}

function toldOf({ record, next }: Stored): readonly string[] {
  if (next === undefined) return [`${record.id} is new: ${record.name ?? 'without a name'}, ${record.priority}`]
  const changes = fieldChanges(record, next.record)
  const shown = changes.slice(0, TOLD_FIELDS).map(({ field, before, after }) => {
    return `${field}: ${cut(before)} → ${cut(after)}`
  })
  const more = changes.length - shown.length
  return [
    `${record.id} is ${record.status}, and is to change:`,
    ...shown,
    ...(more > 0 ? [`and ${more} more fields`] : []),
  ]
}

function cut(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length <= TOLD_CHARACTERS ? text : `${text.slice(0, TOLD_CHARACTERS - 1)}…`
}

/** The newest open request for exactly what waits of a campaign; null: there is none, or its time is over. */
export async function openRequest(publisher: PublisherContext, stored: Stored): Promise<CampaignRequest | null> {
  const found = await latestRequest(publisher, stored)
  return found !== null && found.approval.expiresAt > publisher.now() ? found : null
}

/** As `openRequest`, of requests whose time is over too. */
export async function latestRequest(publisher: PublisherContext, stored: Stored): Promise<CampaignRequest | null> {
  const sha256 = await waitingSha256(stored)
  if (sha256 === null || waitingRecord(stored)?.status !== 'review') return null
  for (const approval of await listApprovals(publisher.redis)) {
    const found = approval.consumed === null ? campaignRequest(approval) : null
    if (found?.campaign === stored.record.id && found.sha256 === sha256) return found
  }
  return null
}

/**
 * When what is in review lapses, unless it is submitted again, in milliseconds since 1970; also where no request could be
 * made of it.
 */
export function lapsesAt({ rules }: PublisherContext, { changedAt, next }: Stored): number {
  return (next?.changedAt ?? changedAt) + rules.approval.waitDays * DAY_MS
}

/** The ids of open requests for what does not wait any more: the campaign was changed, or taken back, since. */
export async function voidRequests(
  publisher: PublisherContext,
  approvals: readonly Approval[],
): Promise<ReadonlySet<string>> {
  const requests = approvals
    .map(campaignRequest)
    .filter((each) => each !== null)
    .filter(({ approval }) => approval.consumed === null)
  const ids = [...new Set(requests.map(({ campaign }) => campaign))]
  const documents = await readDocuments(publisher.redis, 'campaign', ids)
  const waiting = new Map<string, string | null>()
  for (const document of documents) {
    if (document === null) continue
    const isAsked = waitingRecord(document)?.status === 'review'
    waiting.set(document.record.id, isAsked ? await waitingSha256(document) : null)
  }
  return new Set(
    requests.filter(({ campaign, sha256 }) => waiting.get(campaign) !== sha256).map(({ approval }) => approval.id),
  )
}
