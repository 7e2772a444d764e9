import type { FeedFault, FeedItem } from '../../ingest/formats/feed-reader.ts'
import { FEED_READERS } from '../../ingest/formats/feed-readers.ts'
import type { FeedFormatName } from '../../model/messages/feed-formats.ts'
import type { DeliveryDependencies, KnownFeed } from './delivery-run.ts'

/** The items of a feed, as the reader of its format finds them. */
export function readFeedItems(
  { lookups, now }: Pick<DeliveryDependencies, 'lookups' | 'now'>,
  { id, settings }: KnownFeed,
  stream: AsyncIterable<Uint8Array>,
  format: FeedFormatName = settings.format,
): AsyncIterable<FeedItem | FeedFault> {
  return FEED_READERS[format](stream, { ...lookups, feedId: id, feed: settings, now: now() })
}
