import type { StoredCampaign } from '../../contracts/ops/answers/campaigns.ts'
import type { CampaignHold } from '../../schedule/campaigns/campaign-hold.ts'

/** A hold as the API shows it. */
export function holdShown({ by, at, until }: CampaignHold): NonNullable<StoredCampaign['hold']> {
  return { by, since: new Date(at).toISOString(), until: new Date(until).toISOString() }
}
