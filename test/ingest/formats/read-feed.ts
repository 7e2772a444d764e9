import type { FeedFault, FeedReader, FeedReading, MappedItem } from '../../../src/ingest/feeds/feed-reader.ts'

/** An item as its reader gives it, mapped. */
export interface ReadItem extends MappedItem {
  readonly itemId: string | null
  readonly line: number
  readonly source: string
  readonly version?: number
}

/** All that a reader makes of bytes, and how it ends. */
export interface ReadFeed {
  readonly items: readonly ReadItem[]
  readonly fault: FeedFault['finding'] | null
}

/** Bytes as a stream, in chunks of a size; without one in a single chunk. */
export async function* chunksOf(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += Math.max(1, size)) yield bytes.slice(from, from + Math.max(1, size))
}

/** Reads a whole feed. What comes behind a fault fails the test. */
export async function readFeed(
  reader: FeedReader,
  reading: FeedReading,
  source: string | Uint8Array | AsyncIterable<Uint8Array>,
): Promise<ReadFeed> {
  const items: ReadItem[] = []
  let fault: FeedFault['finding'] | null = null
  const stream = typeof source === 'string' ? chunksOf(new TextEncoder().encode(source)) : source
  for await (const found of reader(stream instanceof Uint8Array ? chunksOf(stream) : stream, reading)) {
    if (fault !== null) throw new Error('a reader went on behind its fault')
    if (found.kind === 'fault') fault = found.finding
    else {
      const { kind: _, map, ...item } = found
      items.push({ ...item, ...map() })
    }
  }
  return { items, fault }
}
