import type { CampaignMoves } from '../../../contracts/ops/answers/lanes/campaign-move.ts'
import { campaignMove } from '../../../contracts/ops/requests/lanes/campaign-move.ts'
import { moveCampaigns } from '../../lanes/move-campaigns.ts'
import { answer } from '../answer.ts'
import { bulkCaller } from '../campaigns/bulk.ts'
import { campaignTag } from '../if-match.ts'
import { type OpsContext, onlyParameters, readBody } from '../ops-context.ts'

/** `POST /ops/v1/schedule/calendar/move`: what a move of campaigns in time would do. Nothing is written. */
export async function moveInLanes(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const asked = await readBody(context, campaignMove)
  return answer<CampaignMoves>(context).with(await moveCampaigns(bulkCaller(context), asked, campaignTag))
}
