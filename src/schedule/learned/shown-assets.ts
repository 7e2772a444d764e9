import type { Redis } from '@upstash/redis/cloudflare'
import { readResultField } from '../../events/cells/asset-cells.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { readCounters } from '../reports/counters/read-counters.ts'

/** How many assets of a region were seen on a day. */
export interface ShownOnDay {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string
  readonly shown: number
}

/** How many assets of a region were seen on each of these days: one day after the other, so that one is in memory. */
export async function readShownAssets(
  redis: Redis,
  region: RegionId,
  days: readonly string[],
): Promise<readonly ShownOnDay[]> {
  const found: ShownOnDay[] = []
  for (const day of days) {
    const [counters] = await readCounters(redis, { family: 'assets', owner: region }, [day])
    const assets = new Set<string>()
    for (const field of counters?.counts.keys() ?? []) {
      const cell = readResultField(field)
      if (cell?.event === 'impression') assets.add(cell.assetId)
    }
    found.push({ day, shown: assets.size })
  }
  return found
}
