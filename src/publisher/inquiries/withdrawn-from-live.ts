import { type WithdrawnAnswers, withdrawnAnswers } from '../../compile/diff/withdrawn-answers.ts'
import { openSnapshot } from '../../decide/opened/opened-snapshot.ts'
import type { Deny } from '../../model/denies/deny-list.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { liveDenies } from '../announce/live-denies.ts'
import { livePointer, openLiveHead } from '../announce/live-region.ts'
import type { PublisherContext } from '../publisher-context.ts'

/**
 * What orders about to be given would take away from what a region serves now. Null when nothing is live, or nothing
 * readable: then no loss can be determined.
 *
 * @throws OpsProblem 503 when the region's announced list cannot be read
 */
export async function withdrawnFromLive(
  publisher: PublisherContext,
  region: RegionId,
  withdrawn: readonly Deny[],
): Promise<WithdrawnAnswers | null> {
  const pointer = await livePointer(region, publisher)
  if (pointer === null) return null
  const live = await openLiveHead(pointer, publisher.sink).catch(() => null)
  if (live === null) return null
  const denies = (await liveDenies(region, publisher))(pointer.narrowed)
  return withdrawnAnswers(openSnapshot(live, publisher.engine), {
    denies,
    withdrawn,
    rules: publisher.rules,
    now: publisher.now(),
  })
}
