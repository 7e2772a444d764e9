import type { DeliveryReport } from '../../../contracts/ops/answers/deliveries.ts'
import {
  type PullValidators,
  readPull,
  releasePullLock,
  renewPullLock,
  type StoredPull,
  takePullLock,
  writePull,
} from '../../../schedule/feeds/stores/pull-store.ts'
import type { ScheduleContext } from '../../../schedule/store/connect.ts'
import { beginHeartbeat, LOCK_MS } from '../../upkeep/heartbeat.ts'
import { isDue, type PulledFeed } from './due-feeds.ts'
import type { FeedSources } from './feed-sources.ts'
import { fetchSource, sourceFault } from './fetch-source.ts'

/** What a pull needs beside the feed. */
export interface Pulling {
  readonly schedule: ScheduleContext
  readonly sources: FeedSources
  /** The delivery of the feed that ended last, whatever came of it; null: there was none. */
  readonly lastDelivery: (feed: string) => Promise<string | null>
  /** Delivers what was fetched, as it comes. @param at when the fetch began, in milliseconds since 1970 */
  readonly deliver: (feed: string, stream: AsyncIterable<Uint8Array>, at: number) => Promise<DeliveryReport>
  /** Notes that the feed is complete until then, though nothing new came. */
  readonly renewWatermark: (feed: string, at: number) => Promise<void>
}

/** What came of a pull. */
export type PullResult =
  | { readonly outcome: 'delivered'; readonly report: DeliveryReport }
  /** The source says that nothing has changed since the last delivery. */
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'failed'; readonly why: string }
  /** Somebody else is fetching it just now. */
  | { readonly outcome: 'busy' }
  | { readonly outcome: 'not-due' }

/**
 * Fetches a feed and delivers it, unless its source says that nothing has changed. What fails is noted, and tried again
 * when the feed's turn comes; what was in force stays so.
 *
 * @param when `due`: only if its turn has come, because a job may arrive late or twice
 */
export async function pullFeed(pulling: Pulling, feed: PulledFeed, when: 'now' | 'due'): Promise<PullResult> {
  const { schedule } = pulling
  const token = schedule.newToken()
  if (!(await takePullLock(schedule, feed.feed, token, LOCK_MS))) return { outcome: 'busy' }
  const endHeartbeat = beginHeartbeat(() => renewPullLock(schedule, feed.feed, token, LOCK_MS))
  try {
    const before = await readPull(schedule.redis, feed.feed)
    if (when === 'due' && !isDue(feed, before, schedule.now())) return { outcome: 'not-due' }
    return await pullUnderLock(pulling, feed, before)
  } finally {
    endHeartbeat()
    await releasePullLock(schedule, feed.feed, token).catch(() => undefined)
  }
}

async function pullUnderLock(pulling: Pulling, feed: PulledFeed, before: StoredPull | null): Promise<PullResult> {
  const { redis, now } = pulling.schedule
  const { revision } = feed
  const at = now()
  const kept = before?.revision === revision ? before.validators : null
  const note = (outcome: StoredPull['outcome'], validators: PullValidators | null, why: string | null) =>
    writePull(redis, feed.feed, { at, revision, outcome, validators, why })
  // Noted first: a source that ends the publisher must not be asked again every five minutes.
  await note('begun', kept, null)
  try {
    const known = kept !== null && kept.delivery === (await pulling.lastDelivery(feed.feed)) ? kept : null
    const fetched = await fetchSource(pulling.sources, feed, known, (stream) => pulling.deliver(feed.feed, stream, at))
    if (fetched === 'unchanged') {
      await pulling.renewWatermark(feed.feed, at)
      await note('unchanged', kept, null)
      return { outcome: 'unchanged' }
    }
    const { result: report, validators } = fetched
    await note('delivered', inForce(report) ? { ...validators, delivery: report.delivery ?? '' } : null, null)
    return { outcome: 'delivered', report }
  } catch (error) {
    const why = sourceFault(error)
    await note('failed', kept, why ?? 'The publisher failed while it delivered the feed.')
    if (why === null) throw error
    return { outcome: 'failed', why }
  }
}

/** Whether what the source says now is what is in force: only then may it answer that nothing has changed. */
function inForce({ outcome }: DeliveryReport): boolean {
  return outcome === 'promoted' || outcome === 'unchanged'
}
