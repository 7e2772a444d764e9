import type { Redis } from '@upstash/redis/cloudflare'
import { readResultField } from '../../events/cells/asset-cells.ts'
import { boundedBySource } from '../../learn/posteriors/bounded-by-source.ts'
import { type AssetId, assetId } from '../../model/fields/identifier.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import { readCountersOfDay } from '../reports/counters/read-counters.ts'

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

/** What was counted of an asset on a surface on a day. */
interface Sums {
  readonly id: AssetId
  readonly surface: SurfaceId
  readonly shown: BySource
  readonly rewarded: BySource
}

/** How many viewers, and of which networks by far the most of them. */
interface BySource {
  total: number
  /** What the largest networks gave, each in its region. */
  readonly large: number[]
  /** The most that one counted viewer stands for. */
  weight: number
}

/**
 * The results of these days, all regions added up, of which one network gives at most a twentieth of what all others do.
 * Day by day and region by region, so that no more than one day of one region is in memory beside the sums.
 */
export async function readPooledResults(redis: Redis, days: readonly string[]): Promise<readonly PooledResult[]> {
  const found: PooledResult[] = []
  for (const day of days) {
    const sums = new Map<string, Sums>()
    for (const region of REGION_IDS) {
      const families = (['assets', 'sources'] as const).map((family) => ({ family, owner: region }))
      const [results, sources] = await readCountersOfDay(redis, families, day)
      for (const [field, count] of results ?? []) {
        const of = sumOf(sums, field)
        if (of === null) continue
        of.sum.total += count * of.weight
        of.sum.weight = Math.max(of.sum.weight, of.weight)
      }
      for (const [field, count] of sources ?? []) {
        const of = sumOf(sums, field.slice(0, field.lastIndexOf(':')))
        of?.sum.large.push(count * of.weight)
      }
    }
    // A reward without an impression says nothing of how often one follows the other.
    for (const { id, surface, shown, rewarded } of sums.values()) {
      const [impressions, rewards] = [bounded(shown), bounded(rewarded)]
      if (impressions > 0)
        found.push({ ...{ assetId: id, surface, day, impressions }, rewarded: Math.min(impressions, rewards) })
    }
  }
  return found
}

/** The sum that a counter belongs to, and what each of its viewers stands for; null: no result of an asset. */
function sumOf(sums: Map<string, Sums>, field: string): { readonly sum: BySource; readonly weight: number } | null {
  const cell = readResultField(field)
  if (cell === null || cell.surface === null || cell.event === 'start') return null
  const id = assetId.safeParse(cell.assetId)
  if (!id.success) return null
  const key = `${id.data} ${cell.surface}`
  const known = sums.get(key) ?? { id: id.data, surface: cell.surface, shown: noViewers(), rewarded: noViewers() }
  sums.set(key, known)
  return { sum: cell.event === 'impression' ? known.shown : known.rewarded, weight: cell.weight }
}

function noViewers(): BySource {
  return { total: 0, large: [], weight: 1 }
}

function bounded({ total, large, weight }: BySource): number {
  return boundedBySource(total, large, weight)
}
