import type { FeedFormatName } from '../../model/messages/feed-formats.ts'
import type { FeedReader } from '../feeds/feed-reader.ts'
import { readCdf } from './amazon/read-cdf.ts'
import { readEmber } from './amazon/read-ember.ts'
import { readAvails } from './avails/read-avails.ts'
import { readMrss } from './mrss/read-mrss.ts'
import { readNdjson } from './ndjson.ts'
import { readRoku } from './roku/read-roku.ts'
import { readCsvTemplate, readXlsxTemplate } from './templates/read-template.ts'

/** The reader of each format. A format without one does not compile. */
export const FEED_READERS: Readonly<Record<FeedFormatName, FeedReader>> = {
  ndjson: readNdjson,
  mrss: readMrss,
  roku: readRoku,
  csv: readCsvTemplate,
  xlsx: readXlsxTemplate,
  avails: readAvails,
  cdf: readCdf,
  ember: readEmber,
}
