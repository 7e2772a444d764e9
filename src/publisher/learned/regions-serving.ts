import type { RegionServing } from '../../contracts/ops/answers/learned/learned.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { readAllServing, UNREADABLE_SERVING } from '../../schedule/learned/serving-runs.ts'
import { livePointer } from '../announce/live-region.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { runOfShards } from './learned-store.ts'

/** Which run each of these regions is to serve, and which the snapshots that it serves were compiled with. */
export async function regionsServing(
  publisher: PublisherContext,
  regions: readonly RegionId[],
): Promise<readonly RegionServing[]> {
  const { serving, damaged } = await readAllServing(publisher.redis)
  return Promise.all(
    regions.map(async (region) => {
      const said = serving.get(region) ?? null
      const live = await livePointer(region, publisher)
      return {
        region,
        run: said?.run ?? null,
        since: said === null ? null : new Date(said.since).toISOString(),
        by: said?.by ?? null,
        reason: said?.reason ?? (damaged.includes(region) ? `it ${UNREADABLE_SERVING}` : null),
        before: said === null ? [] : [...said.before],
        live: live === null ? null : await runOfShards(live.shards, publisher.sink),
        canary: live?.canary ? await runOfShards(live.canary.shards, publisher.sink) : null,
      }
    }),
  )
}
