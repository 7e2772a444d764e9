import { createHash } from 'node:crypto'
import { readFeed } from '../../../src/feeds/read-feed.ts'
import { type FeedSettings, feedSettings } from '../../../src/model/feeds/feed-settings.ts'
import { deliver } from '../../../src/schedule/feeds/deliver.ts'
import type { DeliveryDependencies, DeliveryOrder, KnownFeed } from '../../../src/schedule/feeds/delivery-run.ts'
import { type Harness, startHarness } from '../harness.ts'

export const textOf = (bytes: Uint8Array) => ({ text: new TextDecoder().decode(bytes), isUtf8: true })

/** A store with a feed in canonical records, which needs no format of others. */
export interface FeedWorld extends Harness {
  readonly deliveries: DeliveryDependencies
  /** Delivers records as NDJSON, or lines of another format as they are. */
  send(
    records: readonly (object | string)[],
    order?: Partial<DeliveryOrder>,
    settings?: Partial<FeedSettings>,
  ): ReturnType<typeof deliver>
}

export const settingsWith = (settings: Partial<FeedSettings> = {}): FeedSettings =>
  feedSettings.parse({ format: 'ndjson', owner: 'northlight', territories: ['DE', 'AT'], ...settings })

export const northlight = (settings: Partial<FeedSettings> = {}, id = 'northlight'): KnownFeed => ({
  id,
  settings: settingsWith(settings),
})

export async function startFeedWorld(): Promise<FeedWorld> {
  const harness = await startHarness()
  const deliveries: DeliveryDependencies = {
    ...harness.dependencies,
    lookups: {
      decode: textOf,
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
      territoriesOf: (selectors) => (selectors.includes('*') ? ['AT', 'DE', 'FR', 'US'] : [...selectors].sort()),
      ratingsOf: () => [],
      isTimeZone: harness.dependencies.isTimeZone,
    },
    surfacesFor: () => ['clips-feed'],
  }
  let sent = 0
  return {
    ...harness,
    deliveries,
    send: (records, order = {}, settings = {}) => {
      sent += 1
      const feed = order.feed ?? northlight(settings)
      const text = records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record))).join('\n')
      const reading = { ...deliveries.lookups, feedId: feed.id, feed: feed.settings, now: harness.clock.now }
      const full = { mode: 'full', dryRun: false, approve: false, actor: 'mia', delivery: `del_${sent}` } as const
      return deliver(deliveries, { ...full, ...order, feed }, readFeed(bytesOf(text), reading))
    },
  }
}

export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

export const title = (id: string, more: object = {}) => ({
  ...{ v: 1, type: 'title', id: `ttl_${id}`, name: { en: id }, kind: 'movie' },
  ...more,
})

export const clip = (id: string, more: object = {}) => ({
  ...{ v: 1, type: 'asset', id: `ast_${id}`, titleId: 'ttl_film', kind: 'clip', name: { en: id } },
  ...{ durationMs: 30_000, aspect: '9:16', territories: ['DE'] },
  renditions: [{ type: 'hls', url: `https://cdn.example.com/${id}.m3u8`, codec: 'avc', height: 1080 }],
  ...more,
})
