import { readFeed as readItems } from '../../../feeds/read-feed.ts'
import { deliver } from '../../../schedule/feeds/deliver.ts'
import { readFeedState, renewWatermark } from '../../../schedule/feeds/stores/delivery-store.ts'
import { readFeed, type StoredFeed } from '../../../schedule/feeds/stores/feed-store.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import { deliveryDependencies } from '../delivery-dependencies.ts'
import type { PulledFeed } from './due-feeds.ts'
import { type Pulling, type PullResult, pullFeed } from './pull-feed.ts'

/** As `PullResult`; `no-feed`: there is none of this name. `no-url`: it is sent, not fetched. */
export type StoredPullResult = PullResult | { readonly outcome: 'no-feed' | 'no-url' }

/**
 * Fetches a feed by its settings, and delivers it as if it had been sent.
 *
 * @param when `due`: only if its turn has come
 */
export async function pullStoredFeed(
  publisher: PublisherContext,
  name: string,
  { actor, when }: { readonly actor: string; readonly when: 'now' | 'due' },
): Promise<StoredPullResult> {
  const stored = await readFeed(publisher.redis, name)
  if (stored === null) return { outcome: 'no-feed' }
  const feed = pulledFeed(stored)
  return feed === null ? { outcome: 'no-url' } : pullFeed(pullingOf(publisher, stored, actor), feed, when)
}

/** null: it is sent, not fetched. */
export function pulledFeed({ feed, revision, settings }: StoredFeed): PulledFeed | null {
  const { url, everyMinutes } = settings
  return url === null ? null : { feed, revision, url, everyMinutes }
}

function pullingOf(publisher: PublisherContext, { settings }: StoredFeed, actor: string): Pulling {
  const { redis, now, newToken } = publisher
  const dependencies = deliveryDependencies(publisher, actor)
  return {
    schedule: publisher,
    sources: publisher.sources,
    lastDelivery: async (feed) => (await readFeedState(redis, feed)).last?.delivery ?? null,
    renewWatermark: (feed, at) => renewWatermark(redis, feed, at),
    deliver(feed, stream) {
      const { mode } = settings
      const reading = { ...dependencies.lookups, feedId: feed, feed: settings, now: now() }
      const order = { feed: { id: feed, settings }, mode, dryRun: false, approve: false, actor }
      return deliver(dependencies, { ...order, delivery: `del_${newToken()}` }, readItems(stream, reading))
    },
  }
}
