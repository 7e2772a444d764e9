import type { StaleFeed } from '../../contracts/ops/answers/regions.ts'
import { readFeedState } from '../../schedule/feeds/stores/delivery-store.ts'
import { listFeeds } from '../../schedule/feeds/stores/feed-store.ts'
import type { ScheduleContext } from '../../schedule/store/connect.ts'

/** Feeds that are older than their owners promised, by name. One that never delivered anything is stale too. */
export async function staleFeeds({
  redis,
  now,
}: Pick<ScheduleContext, 'redis' | 'now'>): Promise<readonly StaleFeed[]> {
  const stale: StaleFeed[] = []
  for (const { feed, changedAt, settings } of await listFeeds(redis)) {
    const { watermark } = await readFeedState(redis, feed)
    const since = watermark ?? changedAt
    const ageSeconds = Math.max(0, Math.floor((now() - since) / 1000))
    const objectiveSeconds = settings.freshnessMinutes * 60
    if (ageSeconds <= objectiveSeconds) continue
    stale.push({ feed, owner: settings.owner, ageSeconds: watermark === null ? null : ageSeconds, objectiveSeconds })
  }
  return stale
}
