import type { Action } from '../../model/policies/access.ts'
import type { CampaignVerb } from '../../schedule/campaigns/lifecycle.ts'

/** Which action a verb takes, in every region of the campaign. */
export const VERB_ACTIONS: Readonly<Record<CampaignVerb, Action>> = {
  submit: 'schedule.ingest',
  withdraw: 'schedule.ingest',
  approve: 'schedule.approve',
  reject: 'schedule.approve',
  pause: 'campaign.stop',
  end: 'campaign.stop',
  resume: 'campaign.resume',
}
