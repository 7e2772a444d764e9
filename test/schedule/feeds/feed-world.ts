import { createHash } from 'node:crypto'
import { readFeed } from '../../../src/feeds/read-feed.ts'
import { readItemLines } from '../../../src/ingest/formats/item-lines.ts'
import { type FeedSettings, feedSettings } from '../../../src/model/feeds/feed-settings.ts'
import { deliver } from '../../../src/schedule/feeds/deliver.ts'
import type { DeliveryDependencies, DeliveryOrder, KnownFeed } from '../../../src/schedule/feeds/delivery-run.ts'
import { type Harness, type KeptHarness, startHarness } from '../harness.ts'

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
  /** Delivers items of several records, as the command line sends them. */
  sendItems(lines: readonly (object | string)[], order?: Partial<DeliveryOrder>): ReturnType<typeof deliver>
}

export const settingsWith = (settings: Partial<FeedSettings> = {}): FeedSettings =>
  feedSettings.parse({ format: 'ndjson', owner: 'northlight', territories: ['DE', 'AT'], ...settings })

export const northlight = (settings: Partial<FeedSettings> = {}, id = 'northlight'): KnownFeed => ({
  id,
  settings: settingsWith(settings),
})

/** @param recordsAStep a low value makes promotions of many requests */
export async function startFeedWorld(kept?: KeptHarness, recordsAStep?: number): Promise<FeedWorld> {
  const harness = await startHarness(kept)
  const deliveries: DeliveryDependencies = {
    ...harness.dependencies,
    ...(recordsAStep !== undefined && { recordsAStep }),
    lookups: {
      decode: textOf,
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
      territoriesOf: (selectors) => (selectors.includes('*') ? ['AT', 'DE', 'FR', 'US'] : [...selectors].sort()),
      ratingsOf: () => [],
      isTimeZone: harness.dependencies.isTimeZone,
    },
    surfacesFor: () => ['clips-feed'],
  }
  const orderOf = (order: Partial<DeliveryOrder>, feed: KnownFeed): DeliveryOrder => ({
    ...{
      mode: 'full',
      dryRun: false,
      approve: false,
      actor: 'mia',
      delivery: `del_${harness.dependencies.newToken()}`,
    },
    ...order,
    feed,
  })
  const readingOf = ({ id, settings }: KnownFeed) => ({
    ...{ ...deliveries.lookups, feedId: id, feed: settings },
    now: harness.clock.now,
  })
  return {
    ...harness,
    deliveries,
    sendItems: (lines, order = {}) => {
      const feed = order.feed ?? northlight()
      const items = readItemLines(bytesOf(linesOf(lines)), readingOf(feed))
      return deliver(deliveries, orderOf(order, feed), items)
    },
    send: (records, order = {}, settings = {}) => {
      const feed = order.feed ?? northlight(settings)
      return deliver(deliveries, orderOf(order, feed), readFeed(bytesOf(linesOf(records)), readingOf(feed)))
    },
  }
}

const linesOf = (lines: readonly (object | string)[]): string =>
  lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')

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

/** An item of these records, as the command line sends it; its source is what it says, so that it changes with them. */
export const item = (itemId: string | null, drafts: readonly object[], more: object = {}) => ({
  ...{ v: 1, type: 'item', itemId, line: 1, source: JSON.stringify([itemId, drafts, more]), drafts, findings: [] },
  ...more,
})
