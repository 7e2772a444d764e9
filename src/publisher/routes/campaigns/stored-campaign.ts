import type { StoredDocument } from '../../../schedule/store/document.ts'
import { readDocument } from '../../../schedule/store/read-documents.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { regionsOfCampaign } from '../../regions/regions-of.ts'
import type { OpsContext } from '../ops-context.ts'

/** A campaign as it is stored. */
export type StoredCampaignDocument = StoredDocument<'campaign'>

/** Longer than any id. */
const ID_LENGTH = 100

/** The id in the path. */
export function campaignIdOf(context: OpsContext): string {
  return (context.req.param('id') ?? '').slice(0, ID_LENGTH)
}

/** The campaign in the path; 404 when there is none. */
export async function storedCampaignOf(context: OpsContext): Promise<StoredCampaignDocument> {
  const stored = await readDocument(context.get('publisher').redis, 'campaign', campaignIdOf(context))
  if (stored === null) throw noSuchCampaign()
  return stored
}

/** The campaign in the path; 404 when there is none in the caller's regions. */
export async function readableCampaign(context: OpsContext): Promise<StoredCampaignDocument> {
  const stored = await storedCampaignOf(context)
  const regions = regionsOfCampaign(context.get('publisher').rules, stored.record)
  const readable = context.get('permission').regionsOf('schedule.read')
  if (!regions.some((region) => readable.includes(region))) throw noSuchCampaign()
  return stored
}

export function noSuchCampaign(): OpsProblem {
  return new OpsProblem(404, 'No such campaign', 'No campaign has this id; `ff campaign list` shows them.', 'id')
}
