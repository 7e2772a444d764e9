import type { WaitingFeed } from '../../contracts/ops/answers/regions.ts'
import { readFeedState } from '../../schedule/feeds/stores/delivery-store.ts'
import { listFeeds } from '../../schedule/feeds/stores/feed-store.ts'
import type { ScheduleContext } from '../../schedule/store/connect.ts'

/** Feeds of which something waits for a person, by name: a held delivery, or items in quarantine. */
export async function waitingFeeds({ redis }: Pick<ScheduleContext, 'redis'>): Promise<readonly WaitingFeed[]> {
  const waiting: WaitingFeed[] = []
  for (const { feed } of await listFeeds(redis)) {
    const { last, quarantined } = await readFeedState(redis, feed)
    const held = last?.outcome === 'held' ? last.delivery : null
    if (held !== null || quarantined > 0) waiting.push({ feed, held, quarantined })
  }
  return waiting
}
