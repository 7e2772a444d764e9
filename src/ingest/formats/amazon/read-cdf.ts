import type { FeedFault, FeedItem, FeedReading } from '../../feeds/feed-reader.ts'
import { damageOf } from '../xml/fragment-damage.ts'
import type { DocumentShape } from '../xml/fragment-scanner.ts'
import { namingOf } from '../xml/namespaces.ts'
import { readFragments } from '../xml/read-fragments.ts'
import { childOf, textOf } from '../xml/xml-element.ts'
import { mapCdf } from './map-cdf.ts'

const SHAPE: DocumentShape = {
  naming: namingOf({ 'http://www.amazon.com/FireTv/2014-04-11/ingestion': '' }),
  containers: new Set(['Catalog', 'Catalog/Works']),
}

/**
 * Amazon's Catalog Data Format (CDF), versions 1.0 to 1.11: each work is an item. Linear channels are not read. The order
 * of elements, which the format prescribes, does not count here. Sources: developer.amazon.com/docs/catalog, pages "CDF
 * Overview" and the elements of Movie, Extra and others; the names of the elements in them, not the XSD, which was not at
 * hand.
 */
export async function* readCdf(
  stream: AsyncIterable<Uint8Array>,
  reading: FeedReading,
): AsyncGenerator<FeedItem | FeedFault> {
  for await (const fragment of readFragments(stream, reading, SHAPE)) {
    if ('kind' in fragment) yield fragment
    else if (fragment.parents.length === 2) {
      const { element, source } = fragment
      const map = () => {
        const damage = damageOf(fragment)
        return damage === null ? mapCdf(reading, element) : { drafts: [], findings: [damage] }
      }
      yield { kind: 'item', itemId: textOf(childOf(element, 'ID')), line: element.line, source, map }
    }
  }
}
