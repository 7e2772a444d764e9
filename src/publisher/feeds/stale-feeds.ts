import type { StaleFeed } from '../../contracts/ops/answers/regions.ts'
import type { KnownState } from './known-states.ts'

/**
 * Feeds that are older than their owners promised. One that never delivered anything is stale too, counted from when it
 * was set up.
 *
 * @param now milliseconds since 1970
 */
export function staleFeeds(feeds: readonly KnownState[], now: number): readonly StaleFeed[] {
  return feeds.flatMap(({ feed, changedAt, settings, state: { watermark } }) => {
    const ageSeconds = Math.max(0, Math.floor((now - (watermark ?? changedAt)) / 1000))
    const objectiveSeconds = settings.freshnessMinutes * 60
    if (ageSeconds <= objectiveSeconds) return []
    return [{ feed, owner: settings.owner, ageSeconds: watermark === null ? null : ageSeconds, objectiveSeconds }]
  })
}
