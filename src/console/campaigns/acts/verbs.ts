import type { StoredCampaign } from '../../../contracts/ops/answers/campaigns.ts'
import type { VERB_ACTIONS } from '../../../model/policies/verb-actions.ts'

/** What can be done to a stored campaign. */
export type PageVerb = keyof typeof VERB_ACTIONS

interface VerbWords {
  readonly label: string
  /** What it does, in a sentence, before it is done. */
  readonly effect: string
  readonly look?: 'strong' | 'danger'
  readonly hotkey?: string
}

export const VERBS: Readonly<Record<PageVerb, VerbWords>> = {
  submit: {
    label: 'Submit',
    effect: 'Somebody else is asked to approve what waits. Nothing changes for viewers until then.',
    look: 'strong',
    hotkey: 's',
  },
  approve: {
    label: 'Approve',
    effect: 'What waits takes the place of what is on the air: with the next publish, and what it takes away at once.',
    look: 'strong',
    hotkey: 'a',
  },
  reject: {
    label: 'Reject',
    effect: 'What was submitted goes back to its writer as a draft. Nothing changes for viewers.',
  },
  withdraw: {
    label: 'Withdraw',
    effect:
      'What was submitted is taken back; a draft beside what is on the air is dropped. Nothing changes for viewers.',
  },
  pause: {
    label: 'Pause',
    effect: 'What it shows is withdrawn at once. It is kept, and can be resumed.',
    hotkey: 'x',
  },
  resume: { label: 'Resume', effect: 'It plays again from the next publish of its regions on.', look: 'strong' },
  end: {
    label: 'End',
    effect: 'It is withdrawn at once and for good, with what waits beside it: nobody can resume it.',
    look: 'danger',
  },
}

/** The verbs that mean something for a campaign as it is. What a verb comes to, the ops API says. */
export function possibleVerbs({ campaign, next }: Pick<StoredCampaign, 'campaign' | 'next'>): readonly PageVerb[] {
  const { status } = campaign
  const waiting = next?.campaign.status ?? (status === 'draft' || status === 'review' ? status : null)
  return [
    ...(waiting === 'draft' ? (['submit'] as const) : []),
    ...(waiting === 'review' ? (['approve', 'reject'] as const) : []),
    ...(waiting === 'review' || next !== null ? (['withdraw'] as const) : []),
    ...(status === 'approved' ? (['pause'] as const) : []),
    ...(status === 'paused' ? (['resume'] as const) : []),
    ...(status === 'ended' ? [] : (['end'] as const)),
  ]
}

/** Whether a text names a verb. */
export function isVerb(text: string): text is PageVerb {
  return Object.hasOwn(VERBS, text)
}
