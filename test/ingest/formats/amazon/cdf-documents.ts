import { readCdf } from '../../../../src/ingest/formats/amazon/read-cdf.ts'
import { aReading } from '../../mapping/reading.ts'
import { type ReadFeed, type ReadItem, readFeed } from '../read-feed.ts'

/** A catalogue of CDF around works. */
export const cdfOf = (works: string): string =>
  `<?xml version="1.0" encoding="utf-8" ?>\n<Catalog xmlns="http://www.amazon.com/FireTv/2014-04-11/ingestion" version="FireTv-v1.11"><Partner>Studio</Partner><Works>\n${works}\n</Works></Catalog>`

/** A work with an id, a name and an offer, and what is added to it. */
export const workOf = (name: string, more = '', offers = OFFER): string =>
  `<${name}><ID>W-1</ID><Title locale="en-US">Sneeze</Title><Offers>${offers}</Offers>${more}</${name}>`

/** A subscription in the United States without bounds. */
export const OFFER = '<SubscriptionOffer><Regions><Country>US</Country></Regions></SubscriptionOffer>'

/** Reads a catalogue, for the United States and Japan. */
export const readCatalogue = (text: string, feed: Record<string, unknown> = {}): Promise<ReadFeed> =>
  readFeed(readCdf, aReading({ format: 'cdf', territories: ['JP', 'US'], ...feed }), text)

/** Reads a catalogue of one work. */
export async function readWork(work: string, feed: Record<string, unknown> = {}): Promise<ReadItem> {
  const { items, fault } = await readCatalogue(cdfOf(work), feed)
  const [only, ...others] = items
  if (only === undefined || others.length > 0 || fault !== null) throw new Error(JSON.stringify({ items, fault }))
  return only
}

/** The rules of an item's findings, in their order. */
export const rulesOf = ({ findings }: Pick<ReadItem, 'findings'>): readonly string[] => findings.map(({ rule }) => rule)
