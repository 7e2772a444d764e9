import type { LearnedCoverage } from '../../contracts/ops/answers/learned/learned-coverage.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { readLiveAssets } from '../../schedule/learned/live-assets.ts'
import { readServed } from '../../schedule/learned/serving-runs.ts'
import { readShownAssets } from '../../schedule/learned/shown-assets.ts'
import { DAY_MS, dayOf } from '../../schedule/reports/counters/held-days.ts'
import { livePointer, openLiveHead } from '../announce/live-region.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** How many of its assets a region shows each day, up to today, and when it was told to serve another run. */
export async function coverageOf(
  publisher: PublisherContext,
  region: RegionId,
  count: number,
): Promise<LearnedCoverage> {
  const now = publisher.now()
  const days = Array.from({ length: count }, (_, index) => dayOf(now - (count - 1 - index) * DAY_MS))
  const [live, served, shown, lives] = await Promise.all([
    livePointer(region, publisher),
    readServed(publisher.redis, region),
    readShownAssets(publisher.redis, region, days),
    readLiveAssets(publisher.redis, region, days),
  ])
  const assets = live === null ? null : (await openLiveHead(live, publisher.sink)).hot.assets.idHash.length
  const [first = ''] = days
  return {
    ...{ region, asOf: new Date(now).toISOString(), assets },
    days: shown.map((each, index) => {
      const live = lives[index] ?? null
      return { ...each, live, share: live ? Math.min(1, each.shown / live) : null }
    }),
    served: served
      .filter(({ at }) => dayOf(at) >= first)
      .map(({ at, ...change }) => ({ at: new Date(at).toISOString(), ...change })),
  }
}
