import type { FeedFault } from '../../../../src/ingest/feeds/feed-reader.ts'
import type { DocumentShape, XmlFragment } from '../../../../src/ingest/formats/xml/fragment-scanner.ts'
import { namingOf } from '../../../../src/ingest/formats/xml/namespaces.ts'
import { readFragments } from '../../../../src/ingest/formats/xml/read-fragments.ts'
import { aReading } from '../../mapping/reading.ts'
import { chunksOf } from '../read-feed.ts'

const SHAPE: DocumentShape = {
  naming: namingOf({ 'http://search.yahoo.com/mrss/': 'media' }),
  containers: new Set(['rss', 'rss/channel']),
}

/** What a document holds, and how its reading ends. */
export interface ReadDocument {
  readonly fragments: readonly XmlFragment[]
  readonly fault: FeedFault['finding'] | null
}

/** Reads a document of a small format: `rss`, in it `channel`, in it items of any name. */
export async function fragmentsOf(source: string | Uint8Array | AsyncIterable<Uint8Array>): Promise<ReadDocument> {
  const fragments: XmlFragment[] = []
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source
  const stream = bytes instanceof Uint8Array ? chunksOf(bytes) : bytes
  for await (const found of readFragments(stream, aReading(), SHAPE)) {
    if ('kind' in found) return { fragments, fault: found.finding }
    fragments.push(found)
  }
  return { fragments, fault: null }
}

/** A document of that format around some items. */
export const documentOf = (items: string, head = '<?xml version="1.0"?>'): string =>
  `${head}\n<rss xmlns:media="http://search.yahoo.com/mrss/"><channel>\n${items}\n</channel></rss>\n`

/** Bytes of UTF-16, with a byte order mark. */
export function utf16(text: string, isLittleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2 + 2))
  const whole = `\uFEFF${text}`
  for (let at = 0; at < whole.length; at += 1) view.setUint16(at * 2, whole.charCodeAt(at), isLittleEndian)
  return new Uint8Array(view.buffer)
}

/** Bytes of ISO 8859-1, or of any encoding that agrees with it here. */
export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))
