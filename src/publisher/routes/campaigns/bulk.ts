import type { CampaignBulkDone } from '../../../contracts/ops/answers/campaigns/campaign-bulk.ts'
import { campaignBulk, undoOrder } from '../../../contracts/ops/requests/campaign-bulk.ts'
import { Unconfirmed } from '../../../schedule/ingest/unconfirmed.ts'
import { changeMany } from '../../campaigns/bulk/change-many.ts'
import type { BulkCaller } from '../../campaigns/bulk/planned-change.ts'
import { undoChange } from '../../campaigns/bulk/undo-change.ts'
import { withdrawalImpact } from '../../inquiries/withdrawal-impact.ts'
import { answer } from '../answer.ts'
import { unconfirmed } from '../ingest.ts'
import { type OpsContext, onlyParameters, readBody } from '../ops-context.ts'
import { ingestDependencies } from '../schedule.ts'

/** `POST /ops/v1/campaigns/bulk`: the same edit, or the same verb, to each of many campaigns. */
export async function changeCampaigns(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const asked = await readBody(context, campaignBulk)
  return answered(context, asked.confirm ?? null, () => changeMany(bulkCaller(context), asked))
}

/** `POST /ops/v1/changes/{id}/undo`: puts back what such a change changed. */
export async function undoCampaigns(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const { reason, dryRun, confirm = null } = await readBody(context, undoOrder)
  const id = (context.req.param('id') ?? '').slice(0, ID_LENGTH)
  return answered(context, confirm, () => undoChange(bulkCaller(context), id, { reason, dryRun, confirm }))
}

/** Longer than any id. */
const ID_LENGTH = 100

/** Whoever asks, with what it takes to change many campaigns. */
export function bulkCaller(context: OpsContext): BulkCaller {
  const publisher = context.get('publisher')
  return {
    publisher,
    dependencies: {
      ...ingestDependencies(context, (takedown) => takedown),
      impactOf: (narrowings) => withdrawalImpact(publisher, narrowings),
    },
    signedIn: context.get('signedIn'),
    permission: context.get('permission'),
  }
}

async function answered(context: OpsContext, confirm: number | null, work: () => Promise<CampaignBulkDone>) {
  try {
    return answer<CampaignBulkDone>(context).with(await work())
  } catch (error) {
    if (error instanceof Unconfirmed) return unconfirmed(error.impact, confirm, 'Nothing was changed')
    throw error
  }
}
