/** What the world outside has to know of a feed format. */
interface FeedFormatFacts {
  /** The media type that an upload in this format carries. */
  readonly contentType: string
  /** One sentence for people who choose a format. */
  readonly about: string
}

/** The formats that a feed may come in, by name; the first is taken where none is named. Each has a reader in `ingest/formats`. */
export const FEED_FORMATS = {
  ndjson: { contentType: 'application/x-ndjson', about: 'one schedule record a line, as JSON' },
  mrss: { contentType: 'application/xml', about: 'clips as Media RSS: the profile of Roku and its kin, and GMRSS' },
  roku: { contentType: 'application/json', about: 'clips and titles as the JSON of Roku Direct Publisher' },
  csv: { contentType: 'text/csv', about: 'one schedule record a row, one field a column, as text' },
  xlsx: {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    about: 'one schedule record a row, one field a column, as a workbook',
  },
  avails: {
    contentType: 'text/csv',
    about: 'Avails of EMA and MovieLabs, sheets 1.7 to 1.9 as CSV or XLSX, or XML 2.x: the first bytes tell which',
  },
  cdf: { contentType: 'application/xml', about: "titles, offers and ratings as Amazon's Catalog Data Format" },
  ember: { contentType: 'application/xml', about: 'titles, offers and ratings as EMBER, which follows CDF at Amazon' },
} as const satisfies Readonly<Record<string, FeedFormatFacts>>

export type FeedFormatName = keyof typeof FEED_FORMATS

/** The names in the order of the table. */
export const FEED_FORMAT_NAMES = Object.keys(FEED_FORMATS) as [FeedFormatName, ...FeedFormatName[]]

/** The format of an upload that names none. */
export const [DEFAULT_FEED_FORMAT] = FEED_FORMAT_NAMES
