import { type FeedState, readFeedStates } from '../../schedule/feeds/stores/delivery-store.ts'
import { listFeeds, type StoredFeed } from '../../schedule/feeds/stores/feed-store.ts'
import type { ScheduleContext } from '../../schedule/store/connect.ts'

/** A feed's settings, and how it is. */
export interface KnownState extends StoredFeed {
  readonly state: FeedState
}

/** All feeds and how they are, by name, with two requests however many there are: the status must answer fast. */
export async function knownStates({ redis }: Pick<ScheduleContext, 'redis'>): Promise<readonly KnownState[]> {
  const feeds = await listFeeds(redis)
  const states = await readFeedStates(
    redis,
    feeds.map(({ feed }) => feed),
  )
  return feeds.flatMap((feed, index) => {
    const state = states[index]
    return state === undefined ? [] : [{ ...feed, state }]
  })
}
