import { BrokenOff } from '../http/bounded-bytes.ts'
import { unpacked } from '../http/unpacked.ts'
import { UnusablePacking } from '../http/unusable-packing.ts'
import { fault } from '../ingest/feeds/feed-finding.ts'
import type { FeedFault, FeedItem, FeedReading } from '../ingest/feeds/feed-reader.ts'
import { FEED_READERS } from '../ingest/formats/feed-readers.ts'

/**
 * The items of a feed: its bytes are unpacked, and read in the format of its settings. Bytes that break off, or cannot be
 * unpacked, end it as a cut document does: what came before counts, and what is missing is not known.
 */
export async function* readFeed(
  bytes: AsyncIterable<Uint8Array>,
  reading: FeedReading,
): AsyncGenerator<FeedItem | FeedFault> {
  let line = 1
  try {
    for await (const item of FEED_READERS[reading.feed.format](unpacked(bytes), reading)) {
      if (item.kind === 'item') line = item.line
      yield item
    }
  } catch (error) {
    if (!(error instanceof BrokenOff) && !(error instanceof UnusablePacking)) throw error
    const hint = `the feed is incomplete: ${error.message}; send all of it again`
    yield { kind: 'fault', finding: fault(line, 'broken-document', '', '', hint) }
  }
}
