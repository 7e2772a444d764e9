import type { Redis } from '@upstash/redis/cloudflare'
import { readResultField } from '../../events/cells/asset-cells.ts'
import { type AssetId, assetId } from '../../model/fields/identifier.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import { readCounters } from '../reports/counters/read-counters.ts'

/** What became of an asset's impressions on a surface on a day, in all regions. */
export interface PooledResult {
  readonly assetId: AssetId
  readonly surface: SurfaceId
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string
  readonly impressions: number
  /** No more than there were impressions. */
  readonly rewarded: number
}

/**
 * The results of these days, all regions added up. Day by day and region by region, so that no more than one day of one
 * region is in memory beside the sums.
 */
export async function readPooledResults(redis: Redis, days: readonly string[]): Promise<readonly PooledResult[]> {
  const found: PooledResult[] = []
  for (const day of days) {
    const sums = new Map<
      string,
      { readonly id: AssetId; readonly surface: SurfaceId; shown: number; rewarded: number }
    >()
    for (const region of REGION_IDS) {
      const [counters] = await readCounters(redis, { family: 'assets', owner: region }, [day])
      for (const [field, count] of counters?.counts ?? []) {
        const cell = readResultField(field)
        if (cell === null || cell.surface === null || cell.event === 'start') continue
        const id = assetId.safeParse(cell.assetId)
        if (!id.success) continue
        const key = `${id.data} ${cell.surface}`
        const sum = sums.get(key) ?? { id: id.data, surface: cell.surface, shown: 0, rewarded: 0 }
        sum[cell.event === 'impression' ? 'shown' : 'rewarded'] += count * cell.weight
        sums.set(key, sum)
      }
    }
    // A reward without an impression says nothing of how often one follows the other.
    for (const { id, surface, shown, rewarded } of sums.values()) {
      if (shown > 0) found.push({ assetId: id, surface, day, impressions: shown, rewarded: Math.min(shown, rewarded) })
    }
  }
  return found
}
