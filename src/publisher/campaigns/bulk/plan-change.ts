import { shiftedCampaign } from '../../../lanes/shifted-campaign.ts'
import type { Campaign } from '../../../model/nouns/campaign.ts'
import { VERB_ACTIONS } from '../../../model/policies/verb-actions.ts'
import { contentSha256 } from '../../../schedule/approvals/approvals.ts'
import { waitingAuthors } from '../../../schedule/campaigns/authors.ts'
import { type CampaignFieldEdit, editedCampaign } from '../../../schedule/campaigns/edited-campaign.ts'
import { fieldChanges } from '../../../schedule/campaigns/field-changes.ts'
import { afterVerb, type CampaignVerb, waitingRecord } from '../../../schedule/campaigns/lifecycle.ts'
import { sameCampaign } from '../../../schedule/store/compare-stored.ts'
import type { StoredDocument } from '../../../schedule/store/document.ts'
import { openRequest } from '../campaign-requests.ts'
import { regionsOfStored } from '../regions-of-stored.ts'
import { type BulkCaller, notGranted, type PlannedChange } from './planned-change.ts'

type Stored = StoredDocument<'campaign'>

/** What an edit starts from: what waits, or else what the campaign says. */
export function editedNow(stored: Stored): Campaign {
  return waitingRecord(stored) ?? stored.record
}

/** SHA-256 of what a campaign says, its status aside. */
export function saidSha256(record: Campaign): Promise<string> {
  return contentSha256({ ...record, status: null })
}

/** SHA-256 of what a campaign says and where it stands, with what waits beside it. */
export function standingSha256({ record, next }: { readonly record: Campaign; readonly next: Campaign | null }) {
  return contentSha256({ record, next })
}

/**
 * What becomes of a campaign when what it says is replaced.
 *
 * @param authors who wrote that, besides the caller
 */
export async function planRecord(
  caller: BulkCaller,
  stored: Stored,
  after: Campaign,
  authors: readonly string[] = [],
): Promise<PlannedChange> {
  const { id } = stored.record
  const why = notGranted(caller, 'schedule.ingest', regionsOfStored(caller.publisher.rules, stored, after))
  if (why !== null) return { id, stored, outcome: 'refused', why }
  const before = editedNow(stored)
  if (sameCampaign(before, after)) return { id, stored, outcome: 'unchanged' }
  const kept = { before, authors: [...waitingAuthors(stored)], after: await saidSha256(after) }
  const diff = [...fieldChanges(before, after)]
  return { id, stored, outcome: 'change', diff, record: { ...after, status: 'draft' }, kept, authors }
}

/** What becomes of a campaign by an edit of some of its fields, and a move in time. */
export async function planEdit(
  caller: BulkCaller,
  stored: Stored,
  edit: CampaignFieldEdit & { readonly shiftMinutes?: number | undefined },
): Promise<PlannedChange> {
  const edited = editedCampaign(shiftedCampaign(editedNow(stored), edit.shiftMinutes ?? 0), edit)
  if ('record' in edited) return planRecord(caller, stored, edited.record)
  return { id: stored.record.id, stored, outcome: 'refused', why: edited.refused.why }
}

/** What becomes of a campaign by a verb. */
export async function planVerb(caller: BulkCaller, stored: Stored, verb: CampaignVerb): Promise<PlannedChange> {
  const { id } = stored.record
  const why = notGranted(caller, VERB_ACTIONS[verb], regionsOfStored(caller.publisher.rules, stored))
  if (why !== null) return { id, stored, outcome: 'refused', why }
  const after = afterVerb(verb, stored)
  if (after.outcome === 'refused') return { id, stored, outcome: 'refused', why: after.why }
  if (after.outcome === 'unchanged') {
    if (verb !== 'submit' || (await openRequest(caller.publisher, stored)) !== null)
      return { id, stored, outcome: 'unchanged' }
    // Its request has lapsed: it is asked for again, and nothing else changes.
    const standing = { record: stored.record, next: stored.next?.record ?? null }
    const kept = { before: null, after: await standingSha256(standing) }
    return { id, stored, outcome: 'change', diff: [], record: stored.record, kept }
  }
  const [before, then] = [waitingRecord(stored), waitingRecord({ record: after.record, ...nextOf(after.next) })]
  const isOfRecord = stored.record.status !== after.record.status
  const [from, to] = isOfRecord ? [stored.record, after.record] : [before, then]
  const status = { field: 'status', before: from?.status ?? null, after: to?.status ?? null }
  const diff = verb === 'approve' ? [status, ...fieldChanges(stored.record, after.record)] : [status]
  const kept = { before: null, after: await standingSha256(after) }
  return { id, stored, outcome: 'change', diff, record: after.record, kept }
}

function nextOf(record: Campaign | null): Pick<Stored, 'next'> {
  return record === null ? {} : { next: { revision: 1, changedAt: 0, by: '', record } }
}
