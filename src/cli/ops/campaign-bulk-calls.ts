import { campaignBulkDone } from '../../contracts/ops/answers/campaigns/campaign-bulk.ts'
import { writtenCampaign } from '../../contracts/ops/answers/campaigns.ts'
import type { Call } from './ops-request.ts'

/** What is done to many campaigns at once, and copies. */
export function campaignBulkCalls(call: Call) {
  return {
    changeCampaigns: (json: object) => call({ method: 'POST', path: '/campaigns/bulk', json }, campaignBulkDone),
    undoChange: (id: string, json: object) =>
      call({ method: 'POST', path: `/changes/${encodeURIComponent(id)}/undo`, json }, campaignBulkDone),
    copyCampaign: (id: string, json: object) =>
      call({ method: 'POST', path: `/campaigns/${encodeURIComponent(id)}/copy`, json }, writtenCampaign),
  }
}
