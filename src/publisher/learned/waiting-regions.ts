import type { LearnedServed } from '../../contracts/ops/answers/learned/learned.ts'
import { livePointer } from '../announce/live-region.ts'
import { holdOf } from '../publish/holds.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { runOfShards } from './learned-store.ts'
import type { ServedRegions } from './serve-learned.ts'

type Waiting = LearnedServed['waiting']

/**
 * Regions that a pin or a canary keeps at a snapshot of another run than they are to serve. What storage does not tell just
 * now is left out, because the act is done all the same.
 */
export async function waitingRuns(publisher: PublisherContext, served: ServedRegions): Promise<Waiting> {
  const found = await Promise.all(
    [...served]
      .map(async ([region, { run }]): Promise<Waiting> => {
        const live = await livePointer(region, publisher)
        const hold = holdOf(live, publisher.now())
        if (live === null || hold === null) return []
        return (await runOfShards(live.shards, publisher.sink)) === run ? [] : [{ region, ...hold }]
      })
      .map((each) => each.catch(() => [])),
  )
  return found.flat()
}
