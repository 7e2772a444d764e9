import type { Campaign } from '../../model/nouns/campaign.ts'
import type { CampaignStatus } from '../../model/nouns/campaign-vocabulary.ts'
import { sameCampaign } from '../store/compare-stored.ts'
import type { StoredDocument } from '../store/document.ts'

/** What can be done to a stored campaign, besides changing what it says. */
export const CAMPAIGN_VERBS = ['submit', 'approve', 'reject', 'withdraw', 'pause', 'resume', 'end'] as const
export type CampaignVerb = (typeof CAMPAIGN_VERBS)[number]

type Stored = Pick<StoredDocument<'campaign'>, 'record' | 'next'>

/** What waits to go on the air: the next revision, or a campaign that was never there; null: nothing does. */
export function waitingRecord({ record, next }: Stored): Campaign | null {
  if (next !== undefined) return next.record
  return record.status === 'draft' || record.status === 'review' ? record : null
}

/** What a verb makes of a campaign. */
export type AfterVerb =
  | { readonly outcome: 'changed'; readonly record: Campaign; readonly next: Campaign | null }
  | { readonly outcome: 'unchanged' }
  /** `why`: a sentence for whoever asked, with what to do instead. */
  | { readonly outcome: 'refused'; readonly why: string }

/** What a verb makes of a stored campaign; `next` null: nothing waits afterwards. It decides nothing about persons. */
export function afterVerb(verb: CampaignVerb, stored: Stored): AfterVerb {
  if (verb === 'pause' || verb === 'resume' || verb === 'end') return afterStatusVerb(verb, stored)
  const waiting = waitingRecord(stored)
  if (waiting === null) return refused(`nothing of it waits: change it first, it is ${stored.record.status}`)
  if (verb === 'approve') return approved(stored, waiting)
  if (verb === 'submit') {
    return waiting.status === 'review' ? UNCHANGED : withWaiting(stored, { ...waiting, status: 'review' })
  }
  if (waiting.status === 'review') return withWaiting(stored, { ...waiting, status: 'draft' })
  if (verb === 'withdraw' && stored.next !== undefined) {
    return { outcome: 'changed', record: stored.record, next: null }
  }
  return refused('it is a draft, which nobody has submitted')
}

const UNCHANGED: AfterVerb = { outcome: 'unchanged' }

function refused(why: string): AfterVerb {
  return { outcome: 'refused', why }
}

function withWaiting({ record, next }: Stored, waiting: Campaign): AfterVerb {
  if (next === undefined) return { outcome: 'changed', record: waiting, next: null }
  return { outcome: 'changed', record, next: waiting }
}

function approved({ record, next }: Stored, waiting: Campaign): AfterVerb {
  if (waiting.status !== 'review') return refused('it is a draft: submit it first')
  if (next?.base !== undefined && !sameCampaign(next.base, record)) {
    return refused('the campaign was changed since this was written: look at both, and write it again')
  }
  // A pause holds whatever the campaign says from now on.
  const status = record.status === 'paused' ? 'paused' : 'approved'
  return { outcome: 'changed', record: { ...waiting, status }, next: null }
}

const BECOMES = { pause: 'paused', resume: 'approved', end: 'ended' } as const satisfies Record<string, CampaignStatus>

function afterStatusVerb(verb: keyof typeof BECOMES, { record, next }: Stored): AfterVerb {
  const status = BECOMES[verb]
  if (record.status === status) return UNCHANGED
  if (verb === 'pause' && record.status !== 'approved') {
    return refused(`it is ${record.status}: only an approved campaign plays, and can be paused`)
  }
  if (verb === 'resume' && record.status !== 'paused') {
    const how = 'submit a draft and let somebody else approve it, and send an ended one under a new id'
    return refused(`it is ${record.status}: only a paused campaign can be resumed; ${how}`)
  }
  // What has ended never speaks again.
  return { outcome: 'changed', record: { ...record, status }, next: verb === 'end' ? null : (next?.record ?? null) }
}
