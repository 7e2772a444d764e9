import { fault } from '../../feeds/feed-finding.ts'
import type { FeedFault, FeedItem, FeedReading } from '../../feeds/feed-reader.ts'
import { damageOf } from '../xml/fragment-damage.ts'
import type { DocumentShape, XmlFragment } from '../xml/fragment-scanner.ts'
import { namingOf } from '../xml/namespaces.ts'
import { readFragments } from '../xml/read-fragments.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { mapMrss } from './map-mrss.ts'
import { itemIdOf, mrssItem } from './mrss-item.ts'

const SHAPE: DocumentShape = {
  naming: namingOf({
    'http://search.yahoo.com/mrss/': 'media',
    'http://purl.org/dc/terms/': 'dcterms',
    'http://purl.org/dc/elements/1.1/': 'dc',
    'http://www.w3.org/XML/1998/namespace': 'xml',
    'http://backend.userland.com/rss2': '',
    // The name of GMRSS's namespace ends so in its own specification.
    'urn:uri:merlin-gold-FIXME': 'gmrss',
  }),
  containers: new Set(['rss', 'rss/channel']),
}

/** What a channel may say for all of its items. */
const FOR_ALL_ITEMS = new Set(['language', 'dc:language', 'media:rating', 'media:restriction', 'dcterms:valid'])
/** Most that a channel may say for all items, in UTF-16 units: every item is compared with it. */
const MOST_FOR_ALL = 16 * 1024

/**
 * Media RSS in RSS 2.0: Roku's profile and its kin, and GMRSS (Comcast). Not read of GMRSS: `contentRights`, prices in
 * dollars, and its assumption that what has no rating suits all ages. What a channel says for all items counts for those
 * behind it, and is part of their source: if it changes, they change. Sources: Media RSS 1.5.1; Roku Direct Publisher, MRSS
 * feed specification (as kept in 2021); Open GMRSS Specifications 0.8.0 (Firebolt documentation).
 */
export async function* readMrss(
  stream: AsyncIterable<Uint8Array>,
  reading: FeedReading,
): AsyncGenerator<FeedItem | FeedFault> {
  const channel: XmlElement[] = []
  let channelSource = ''
  for await (const fragment of readFragments(stream, reading, SHAPE)) {
    if ('kind' in fragment) yield fragment
    else if (fragment.element.name === 'item') yield feedItem(reading, fragment, [...channel], channelSource)
    else if (fragment.parents.length === 2 && FOR_ALL_ITEMS.has(fragment.element.name)) {
      channel.push(fragment.element)
      channelSource += `${fragment.source}\n`
      if (channelSource.length > MOST_FOR_ALL) {
        const hint = `a channel says at most ${MOST_FOR_ALL} characters for all of its items`
        return yield { kind: 'fault', finding: fault(fragment.element.line, 'too-large', 'channel', '', hint) }
      }
    }
  }
}

function feedItem(
  reading: FeedReading,
  fragment: XmlFragment,
  channel: readonly XmlElement[],
  channelSource: string,
): FeedItem {
  const { element, source } = fragment
  return {
    kind: 'item',
    itemId: itemIdOf(element),
    line: element.line,
    source: channelSource + source,
    map: () => {
      const damage = damageOf(fragment)
      return damage === null ? mapMrss(reading, mrssItem(element, channel)) : { drafts: [], findings: [damage] }
    },
  }
}
