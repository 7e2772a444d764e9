import { readDocuments } from '../../schedule/store/read-documents.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** The names of campaigns as they are stored, by id, each once; null: it has none, or is not stored any more. */
export async function campaignNames(
  publisher: PublisherContext,
  campaignIds: readonly string[],
): Promise<Record<string, string | null>> {
  const ids = [...new Set(campaignIds)].sort()
  const stored = await readDocuments(publisher.redis, 'campaign', ids)
  return Object.fromEntries(ids.map((id, index) => [id, stored[index]?.record.name ?? null]))
}
