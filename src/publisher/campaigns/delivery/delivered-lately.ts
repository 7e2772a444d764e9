import type { Redis } from '@upstash/redis/cloudflare'
import { goalOfEvents } from '../../../model/fields/goal.ts'
import type { CampaignId } from '../../../model/fields/identifier.ts'
import { readShares } from '../../../schedule/pacing/kept-share.ts'
import type { FoundCampaign } from '../find-campaigns.ts'

/** What campaigns with a goal that is counted had delivered when pacing last looked, by id: one request for all of them. */
export async function deliveredLately(
  redis: Redis,
  found: readonly FoundCampaign[],
): Promise<ReadonlyMap<CampaignId, number | null>> {
  const counted = found.filter(({ stored }) => goalOfEvents(stored.record.goal) !== null)
  const ids = counted.map(({ stored }) => stored.record.id)
  const shares = await readShares(redis, ids)
  return new Map(ids.map((id, index) => [id, shares[index]?.counted ?? null]))
}
