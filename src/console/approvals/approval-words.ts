import type { ApprovalRequestAnswer } from '../../contracts/ops/answers/approvals.ts'
import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { Action } from '../../model/policies/access.ts'
import { mayDo, whoMay } from '../frame/may-do.ts'
import type { Tone } from '../frame/state.tsx'

const APPROVES: Readonly<Record<ApprovalRequestAnswer['kind'], Action>> = {
  override: 'override.approve',
  rollback: 'rollback.approve',
  campaign: 'schedule.approve',
}

/** How a request stands, in a word and a tone. */
export const STATE_WORDS: Readonly<Record<ApprovalRequestAnswer['state'], readonly [Tone, string]>> = {
  asked: ['warn', 'waits'],
  approved: ['good', 'approved, not used yet'],
  used: ['good', 'approved and used'],
  lapsed: ['bad', 'too late'],
  void: ['bad', 'void: it was changed since'],
}

/** What a request is about, in a few words. */
export function subjectOf({ kind, region, content }: ApprovalRequestAnswer): string {
  if (kind === 'override') return `The next publish of ${region}, in spite of what its checks found`
  if (kind === 'rollback') return `A rollback of ${region} that brings back what was withdrawn`
  return campaignIn(content) ?? 'A campaign'
}

/** The campaign that a request is about; null: about none. */
export function campaignIn(content: unknown): string | null {
  const isObject = typeof content === 'object' && content !== null
  return isObject && 'campaign' in content && typeof content.campaign === 'string' ? content.campaign : null
}

/**
 * Why the caller cannot approve this, in words; null: they can. Whoever asked is refused by the ops API too, and so is
 * everybody who is no person.
 */
export function whyNotMine(me: WhoAmI, asked: ApprovalRequestAnswer): string | null {
  const action = APPROVES[asked.kind]
  if (asked.proposedBy.toLowerCase() === me.name.toLowerCase())
    return `You asked for it, so somebody else must approve it: ${whoMay(me, action)} may.`
  if (!mayDo(me, action, asked.regions ?? [asked.region])) return `${whoMay(me, action)} may approve it.`
  if (me.kind === 'service' || me.kind === 'break-glass') return 'Only a person who is signed in approves.'
  return null
}
