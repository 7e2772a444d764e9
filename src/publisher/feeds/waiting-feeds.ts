import type { WaitingFeed } from '../../contracts/ops/answers/regions.ts'
import type { KnownState } from './known-states.ts'

/** Feeds of which something waits for a person: a held delivery, or items in quarantine. */
export function waitingFeeds(feeds: readonly KnownState[]): readonly WaitingFeed[] {
  return feeds.flatMap(({ feed, state: { last, quarantined } }) => {
    const held = last?.outcome === 'held' ? last.delivery : null
    return held === null && quarantined === 0 ? [] : [{ feed, held, quarantined }]
  })
}
