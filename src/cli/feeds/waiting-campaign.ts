import type { DeliveryReport } from '../../contracts/ops/answers/deliveries.ts'
import { MANUAL_FEED } from '../../model/feeds/feed-settings.ts'
import { Refusal } from '../frame/refusal.ts'
import type { OpsClient } from '../ops/ops-client.ts'
import type { AroundReport } from './delivery-report-lines.ts'

/**
 * The campaign of all that a feed brings, while nobody has approved it; null: it is approved, there is none, or whoever
 * delivers cannot see campaigns.
 *
 * @param approve the command that approves it
 */
export async function waitingCampaign(
  ops: OpsClient,
  { feed, outcome }: DeliveryReport,
  approve = `ff ingest FILE --feed ${feed} --approve`,
): Promise<NonNullable<AroundReport['waiting']> | null> {
  if (feed === MANUAL_FEED || (outcome !== 'promoted' && outcome !== 'unchanged')) return null
  try {
    const { campaign: record } = await ops.campaign(`cmp_${feed}-evergreen`)
    return record.status === 'draft' || record.status === 'review' ? { campaign: record.id, approve } : null
  } catch (error) {
    // The delivery is done, so that its report is printed whatever comes of this question.
    if (error instanceof Refusal) return null
    throw error
  }
}
