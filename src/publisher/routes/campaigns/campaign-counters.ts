import type { CampaignCountersAnswer } from '../../../contracts/ops/answers/events/counters.ts'
import { deliveryRows } from '../../../events/cells/delivery-rows.ts'
import { readCounters } from '../../../schedule/reports/counters/read-counters.ts'
import { readWatermark } from '../../../schedule/reports/counters/watermark.ts'
import { answer } from '../answer.ts'
import type { OpsContext } from '../ops-context.ts'
import { spanOfDays } from './span-of-days.ts'
import { readableCampaign } from './stored-campaign.ts'

/** `GET /ops/v1/campaigns/{id}/counters[?from=&to=]`: what a campaign delivered in the caller's regions, by day. */
export async function campaignCounters(context: OpsContext): Promise<Response> {
  const { redis } = context.get('publisher')
  const days = spanOfDays(context)
  const { record } = await readableCampaign(context)
  // First: what is counted meanwhile may be in the rows, and never the other way round.
  const asOf = await readWatermark(redis)
  const counters = await readCounters(redis, { family: 'delivery', owner: record.id }, days)
  return answer<CampaignCountersAnswer>(context).with({
    asOf: asOf === null ? null : new Date(asOf).toISOString(),
    rows: deliveryRows(counters, context.get('permission').regionsOf('schedule.read')),
  })
}
