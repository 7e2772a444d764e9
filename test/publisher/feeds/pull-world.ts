import type { DeliveryReport } from '../../../src/contracts/ops/answers/deliveries.ts'
import type { PulledFeed } from '../../../src/publisher/feeds/pull/due-feeds.ts'
import { feedSources } from '../../../src/publisher/feeds/pull/feed-sources.ts'
import { PULL_BOUNDS, type PullBounds } from '../../../src/publisher/feeds/pull/pull-bounds.ts'
import { type PullResult, pullFeed } from '../../../src/publisher/feeds/pull/pull-feed.ts'
import { type Harness, startHarness } from '../../schedule/harness.ts'
import { type SourceServer, startSourceServer } from './source-server.ts'

export const SECRET = 'Bearer very-secret'

/** A source, a store, and a delivery that only keeps the text that it gets. */
export interface PullWorld {
  readonly source: SourceServer
  readonly harness: Harness
  readonly feed: PulledFeed
  /** Texts that were delivered whole. */
  readonly delivered: string[]
  /** When the feed was last known to be complete. */
  watermark: number | null
  /** What a delivery comes to. */
  outcome: DeliveryReport['outcome']
  /** The last delivery of the feed, by whomever. */
  lastDelivery: string | null
  bounds: Partial<PullBounds>
  secrets: string
  pull(feed?: Partial<PulledFeed>, when?: 'now' | 'due'): Promise<PullResult>
  close(): Promise<void>
}

export async function startPullWorld(): Promise<PullWorld> {
  const source = await startSourceServer()
  const harness = await startHarness()
  const delivered: string[] = []
  const world: PullWorld = {
    source,
    harness,
    feed: { feed: 'northlight', revision: 1, url: `${source.origin}/feed.xml`, everyMinutes: 60 },
    delivered,
    watermark: null,
    outcome: 'promoted',
    lastDelivery: null,
    bounds: {},
    secrets: JSON.stringify({ northlight: { authorization: SECRET }, other: { 'x-key': 'not yours' } }),
    pull: (feed = {}, when = 'now') => pullFeed(pulling(), { ...world.feed, ...feed }, when),
    async close() {
      await source.close()
      await harness.close()
    },
  }
  const pulling = () => ({
    schedule: harness.dependencies,
    sources: {
      ...feedSources({ FEED_SECRETS: world.secrets, FEED_LOOPBACK: 'on' }, (url, request) => fetch(url, request)),
      bounds: { ...PULL_BOUNDS, ...world.bounds },
    },
    lastDelivery: async () => world.lastDelivery,
    renewWatermark: async (_feed: string, at: number) => {
      world.watermark = at
    },
    async deliver(feed: string, stream: AsyncIterable<Uint8Array>, at: number) {
      const chunks: Uint8Array[] = []
      for await (const chunk of stream) chunks.push(chunk)
      delivered.push(Buffer.concat(chunks).toString())
      world.watermark = at
      world.lastDelivery = `del_${delivered.length}`
      return reportOf(feed, world.lastDelivery, world.outcome)
    },
  })
  return world
}

function reportOf(feed: string, delivery: string, outcome: DeliveryReport['outcome']): DeliveryReport {
  const none = { records: 0, regions: [], waiting: [] }
  const counts = { items: 1, accepted: 1, unchanged: 0, quarantined: 0, removed: 0, warnings: 0, refusedCount: 0 }
  return {
    feed,
    delivery,
    mode: 'full',
    dryRun: false,
    outcome,
    held: outcome === 'held' ? { rule: 'removed', detail: 'half of it is gone' } : null,
    ...counts,
    records: { title: 0, asset: 1, campaign: 0 },
    refused: [],
    watermark: null,
    withdrawn: none,
    revision: 1,
  }
}
