import { capWarning } from '../../ingest/checks/cap-warning.ts'
import type { Warning } from '../../ingest/lines/line-refusal.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { CampaignStatus } from '../../model/nouns/campaign-vocabulary.ts'
import { sameCampaign } from '../store/compare-stored.ts'
import type { StoredDocument } from '../store/document.ts'
import type { CampaignAfterIngest } from './next-revision.ts'

/**
 * What an ingest makes of a campaign. Without the right to approve, nothing can be put on the air: a new campaign becomes
 * a draft, and a changed one gets a next revision, a draft too, while what is on the air runs on. Pausing and ending only
 * narrow, so anyone may do so, at once. A feed never undoes either, whatever its rights: that takes `resume`.
 *
 * @param stored null: not stored yet
 * @param policy `approve`: whether the actor may approve campaigns; `replacesNext`: as in `StagePolicy`
 */
export function campaignAfterIngest(
  incoming: Campaign,
  stored: Pick<StoredDocument<'campaign'>, 'record' | 'next'> | null,
  { approve, replacesNext = false }: { readonly approve: boolean; readonly replacesNext?: boolean },
): CampaignAfterIngest {
  const before = stored?.record.status ?? null
  if (incoming.status === 'ended' || before === 'ended') return { record: { ...incoming, status: 'ended' }, next: null }
  const isPaused = incoming.status === 'paused' || before === 'paused'
  if (approve)
    return { record: { ...incoming, status: isPaused ? 'paused' : 'approved' }, ...approvedNext(incoming, stored) }
  // What nobody has approved is never paused: a pause is undone by one person.
  if (stored === null) return { record: { ...incoming, status: 'draft' } }
  const { record, next } = stored
  const isDraft = record.status === 'draft' || record.status === 'review'
  const status = isPaused && !isDraft ? 'paused' : record.status
  if (sameCampaign(incoming, record)) return { record: { ...record, status }, ...(replacesNext && { next: null }) }
  // Nobody has ever seen it, so there is nothing that could run on.
  if (isDraft) return { record: { ...incoming, status: 'draft' } }
  if (next !== undefined && sameCampaign(incoming, next.record)) return { record: { ...record, status } }
  return { record: { ...record, status }, next: { ...incoming, status: 'draft' } }
}

/**
 * What is stored instead where a campaign takes a second person to go on the air: in review, or beside what is on the air
 * or paused.
 */
export function heldForApproval(
  campaign: Campaign,
  stored: Pick<StoredDocument<'campaign'>, 'record' | 'next'> | null,
): CampaignAfterIngest {
  const waiting: Campaign = { ...campaign, status: 'review' }
  const before = stored?.record
  if (before === undefined || before.status === 'draft' || before.status === 'review') return { record: waiting }
  // A pause narrows, so it takes effect all the same.
  return { record: campaign.status === 'paused' ? { ...before, status: 'paused' } : before, next: waiting }
}

/** Approving what waits as the next revision takes that away; another one goes on waiting. */
function approvedNext(
  incoming: Campaign,
  stored: Pick<StoredDocument<'campaign'>, 'next'> | null,
): Pick<CampaignAfterIngest, 'next'> {
  return stored?.next !== undefined && sameCampaign(incoming, stored.next.record) ? { next: null } : {}
}

/** What is unusual about an ingested campaign, and how it is stored. */
export function campaignWarnings(
  said: Campaign,
  line: number,
  { decided, waiting }: { readonly decided: Campaign; readonly waiting: Campaign | null | undefined },
): readonly Warning[] {
  const status = waiting ? waitingWarning(said, line, decided.status) : statusWarning(said, line, decided.status)
  return [status, capWarning(said, line)].filter((warning) => warning !== null)
}

/**
 * Warns if a campaign is stored under another status than its record names. A record without a status has `draft`, so
 * `draft` never warns.
 */
function statusWarning(said: Campaign, line: number, stored: CampaignStatus): Warning | null {
  const { status, id } = said
  if (status === stored || status === 'draft' || (status === 'review' && stored === 'approved')) return null
  const hint = `it stays ${stored}: ${WAYS[stored](id)}`
  return { line, path: 'status', rule: 'status-kept', severity: 'warning', value: status, hint }
}

/** Says that what is on the air runs on, and what was sent waits beside it. */
function waitingWarning({ id, status }: Campaign, line: number, live: CampaignStatus): Warning {
  const runs = live === 'approved' ? 'runs on as it was' : `stays ${live} as it was`
  const hint = `${id} ${runs}; what was sent waits as its next revision: \`ff campaign submit ${id} --reason …\` asks somebody else to approve it`
  return { line, path: '', rule: 'waits-for-approval', severity: 'warning', value: status, hint }
}

const WAYS: Readonly<Record<CampaignStatus, (id: string) => string>> = {
  draft: () => 'somebody with that right can approve it with `ff ingest --approve`',
  review: () => 'somebody with that right can approve it with `ff ingest --approve`',
  approved: () => 'it is approved already',
  paused: (id) => `a record cannot undo a pause; \`ff campaign resume ${id} --reason …\` can`,
  ended: () => 'an ended campaign cannot start again; send it under a new id',
}
