import type { Action } from './access.ts'

/** Which action a verb on a campaign takes, in every region of the campaign. */
export const VERB_ACTIONS = {
  submit: 'schedule.ingest',
  withdraw: 'schedule.ingest',
  approve: 'schedule.approve',
  reject: 'schedule.approve',
  pause: 'campaign.stop',
  end: 'campaign.stop',
  resume: 'campaign.resume',
} as const satisfies Readonly<Record<string, Action>>
