import { listFeeds } from '../../../schedule/feeds/stores/feed-store.ts'
import { readPulls } from '../../../schedule/feeds/stores/pull-store.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import { isDue } from './due-feeds.ts'
import { pulledFeed, pullStoredFeed } from './pull-stored-feed.ts'

/** A job of the publisher: one feed is fetched. */
export interface PullJob {
  readonly type: 'pull'
  readonly feed: string
}

/** Greatest number of messages that a queue takes at once. */
const BATCH_MESSAGES = 100

/** Queues a job for each feed whose turn has come, so that each has its own time and memory. */
export async function queueDuePulls(
  { redis, now }: PublisherContext,
  sendBatch: (messages: readonly { readonly body: PullJob }[]) => Promise<unknown>,
): Promise<void> {
  const [feeds, pulls] = await Promise.all([listFeeds(redis), readPulls(redis)])
  const due = feeds.flatMap((stored) => {
    const feed = pulledFeed(stored)
    return feed !== null && isDue(feed, pulls.get(feed.feed) ?? null, now()) ? [feed.feed] : []
  })
  const messages = due.map((feed) => ({ body: { type: 'pull', feed } as const }))
  for (let from = 0; from < messages.length; from += BATCH_MESSAGES) {
    await sendBatch(messages.slice(from, from + BATCH_MESSAGES))
  }
}

/** Does such a job. What came of it is logged, and noted with the feed; it is tried again when its next turn comes. */
export async function runPullJob(publisher: PublisherContext, { feed }: PullJob): Promise<void> {
  try {
    const result = await pullStoredFeed(publisher, feed, { actor: 'cron', when: 'due' })
    const { outcome } = result
    if (result.outcome === 'failed') {
      console.warn(JSON.stringify({ level: 'warning', code: 'pull', feed, outcome, why: result.why }))
    } else if (result.outcome === 'delivered') {
      console.log(JSON.stringify({ level: 'info', code: 'pull', feed, outcome: result.report.outcome }))
    }
  } catch (error) {
    // Only the name: a message could hold what a source sent.
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ level: 'error', code: 'pull', feed, name }))
  }
}
