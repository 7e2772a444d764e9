import type { FeedReading } from '../../../../src/ingest/feeds/feed-reader.ts'
import { readMrss } from '../../../../src/ingest/formats/mrss/read-mrss.ts'
import { aReading } from '../../mapping/reading.ts'
import { type ReadFeed, type ReadItem, readFeed } from '../read-feed.ts'

const NAMESPACES = [
  'xmlns:media="http://search.yahoo.com/mrss/"',
  'xmlns:dcterms="http://purl.org/dc/terms/"',
  'xmlns:gmrss="urn:uri:merlin-gold-FIXME"',
].join(' ')

/** A document of Media RSS around items; `channel` stands before them. */
export const mrssOf = (items: string, channel = '<language>en</language>'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" ${NAMESPACES}><channel>${channel}\n${items}\n</channel></rss>`

/** A video that makes an item complete. */
export const VIDEO = '<media:content url="https://cdn.example.com/1.mp4" duration="52" height="1080" lang="en"/>'

/** A complete item with the id `clip-1`, and what is added to it. */
export const itemOf = (more: string, video = VIDEO): string =>
  `<item><guid>clip-1</guid><title>The dragon</title>${video}${more}</item>`

/** How the tests read Media RSS: for the United States, Germany and Austria. */
export const mrssReading = (feed: Record<string, unknown> = {}): FeedReading =>
  aReading({ format: 'mrss', territories: ['AT', 'DE', 'US'], ...feed })

/** Reads a whole document. */
export const readDocument = (text: string, feed: Record<string, unknown> = {}): Promise<ReadFeed> =>
  readFeed(readMrss, mrssReading(feed), text)

/** Reads a document of one item. */
export async function readItem(item: string, feed: Record<string, unknown> = {}, channel?: string): Promise<ReadItem> {
  const { items, fault } = await readDocument(mrssOf(item, channel), feed)
  const [only, ...others] = items
  if (only === undefined || others.length > 0 || fault !== null) throw new Error(JSON.stringify({ items, fault }))
  return only
}

/** The rules of an item's findings, in their order. */
export const rulesOf = ({ findings }: Pick<ReadItem, 'findings'>): readonly string[] => findings.map(({ rule }) => rule)
