import type { Campaign } from '../../model/nouns/campaign.ts'
import { readHolds } from '../../schedule/campaigns/campaign-hold.ts'
import { waitingRecord } from '../../schedule/campaigns/lifecycle.ts'
import type { StoredDocument } from '../../schedule/store/document.ts'
import { readDocuments } from '../../schedule/store/read-documents.ts'
import { previewedChanges } from '../preview/preview-changes.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { regionsOfCampaign } from '../regions/regions-of.ts'
import type { ForecastChanges } from './region-takes.ts'

/**
 * What stands in place of the stored schedule: the campaign that is forecast, and others that are held, as if all of
 * them were approved.
 *
 * @throws OpsProblem 400 with all that is wrong with the record
 */
export async function forecastChanges(
  publisher: PublisherContext,
  record: Campaign,
  actor: string,
): Promise<ForecastChanges> {
  const regions = regionsOfCampaign(publisher.rules, record)
  const records = [{ ...record, status: 'draft' as const }]
  const { changes } = await previewedChanges(publisher, { records }, { regions, actor })
  const ids = (await readHolds(publisher.redis)).map(({ campaignId }) => campaignId).filter((id) => id !== record.id)
  const held = (await readDocuments(publisher.redis, 'campaign', ids)).flatMap(
    (document): [string, StoredDocument<'campaign'>][] => {
      const waiting = document === null ? null : waitingRecord(document)
      if (document === null || waiting === null || document.record.status === 'ended') return []
      const { next: _next, ...envelope } = document
      return [[waiting.id, { ...envelope, record: { ...waiting, status: 'approved' } }]]
    },
  )
  return { held: new Map(held), all: new Map<string, StoredDocument>([...held, ...changes]) }
}
