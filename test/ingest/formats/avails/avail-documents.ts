import { writeXlsx } from 'hucre/xlsx'
import type { FeedFinding } from '../../../../src/ingest/feeds/feed-finding.ts'
import type { Draft, FeedFault, FeedItem, FeedReading } from '../../../../src/ingest/feeds/feed-reader.ts'
import { readAvails } from '../../../../src/ingest/formats/avails/read-avails.ts'
import { title } from '../../../../src/model/nouns/title.ts'
import { bundledRules } from '../../../../src/rules/bundled-rules.ts'
import { feedRules } from '../../../../src/rules/lookup/feed-lookups.ts'
import { aReading } from '../../mapping/reading.ts'
import { chunksOf } from '../sheets/rows-of.ts'

/** The cells of a row by the names of their columns. */
export type Cells = Readonly<Record<string, string>>

/** The group of each column that is not in `AvailMetadata`, as the templates of version 1.9 have it. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  Avail: ['DisplayName', 'Licensee', 'ALID', 'AvailID', 'ReportingID', 'ExceptionFlag'],
  AvailTrans: [
    ...['AssetLanguage', 'StoreLanguage', 'Territory', 'TerritoryExclusion', 'LicenseType', 'LicenseRightsDescription'],
    ...['FormatProfile', 'Start', 'StartLag', 'End', 'EndLag', 'WindowDuration', 'PriceType', 'PriceValue', 'SRP'],
    ...['SuppressionLiftDate', 'SpecialPreOrderFulfillDate', 'AnnounceDate', 'TitleStatus'],
  ],
  AvailAsset: ['WorkType', 'ContentID', 'SeriesContentID', 'SeasonContentID', 'EpisodeContentID', 'TitleID', 'EditID'],
  Disposition: ['EntryType'],
}

const groupOf = (column: string): string =>
  Object.entries(GROUPS).find(([, columns]) => columns.includes(column))?.[0] ?? 'AvailMetadata'

/** A film to buy in HD, as sheets have it. */
export const FILM: Cells = {
  DisplayName: 'Rockstar Films',
  AssetLanguage: 'EN',
  Territory: 'US',
  WorkType: 'Movie',
  EntryType: 'Full Extract',
  TitleInternalAlias: 'View from a Mountain, The',
  TitleDisplayUnlimited: 'The View from a Mountain',
  LicenseType: 'EST',
  LicenseRightsDescription: 'Library',
  FormatProfile: 'HD',
  Start: '2026-06-14T00:00:00',
  End: 'Open',
  PriceType: 'Tier',
  PriceValue: '4',
  ContentID: 'VIEW_MT_2006',
  ALID: 'view-mt-alid',
}

/** An episode in a subscription. */
export const EPISODE: Cells = {
  DisplayName: 'Rockstar Films',
  AssetLanguage: 'EN',
  Territory: 'US',
  WorkType: 'Episode',
  EntryType: 'Full Extract',
  SeriesTitleInternalAlias: 'Detectives, The',
  SeriesTitleDisplayUnlimited: 'The Detectives',
  SeasonNumber: '1',
  EpisodeNumber: '1',
  EpisodeTitleInternalAlias: 'Time and Place, The',
  EpisodeTitleDisplayUnlimited: 'The Time and Place',
  LicenseType: 'SVOD',
  FormatProfile: 'HD',
  Start: '2026-06-14T00:00:00',
  End: 'Open',
  SeriesContentID: 'detectives',
  SeasonContentID: 'detectives-s1',
  EpisodeContentID: 'detectives-101',
  ALID: 'detectives-101-alid',
}

/** Two header rows, the row of the template, and the rows. */
export function sheetOf(rows: readonly Cells[]): readonly (readonly string[])[] {
  const columns = [...new Set(['DisplayName', ...rows.flatMap((row) => Object.keys(row))])]
  return [
    columns.map(groupOf),
    columns,
    columns.map((_, index) => (index === 0 ? '1.9' : '//Opt')),
    ...rows.map((row) => columns.map((column) => row[column] ?? '')),
  ]
}

const quoted = (text: string): string => (/[",\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A sheet as a CSV file. */
export const csvOf = (sheet: readonly (readonly string[])[]): Uint8Array =>
  new TextEncoder().encode(sheet.map((row) => `${row.map(quoted).join(',')}\r\n`).join(''))

type WorkbookCell = string | number | Date | null

/** Sheets as a workbook. */
export function workbookOf(...sheets: readonly (readonly (readonly WorkbookCell[])[])[]): Promise<Uint8Array> {
  const named = sheets.map((rows, index) => ({ name: `Sheet ${index + 1}`, rows: rows.map((row) => [...row]) }))
  return writeXlsx({ sheets: named })
}

const rules = feedRules(bundledRules())

/** How a feed called `north` is read, with the rules of the world. */
export function readingOf(feed: Record<string, unknown> = {}): FeedReading {
  return aReading({ territories: ['US', 'CA', 'DE', 'FR', 'GB'], ...feed }, rules)
}

/** What a document says, with its items mapped. */
export interface ReadDocument {
  readonly items: readonly FeedItem[]
  readonly faults: readonly FeedFault[]
  readonly drafts: readonly Draft[]
  readonly findings: readonly FeedFinding[]
}

export async function readDocument(
  bytes: Uint8Array,
  feed: Record<string, unknown> = {},
  chunkBytes?: number,
): Promise<ReadDocument> {
  const items: FeedItem[] = []
  const faults: FeedFault[] = []
  for await (const found of readAvails(chunksOf(bytes, chunkBytes), readingOf(feed))) {
    if (found.kind === 'fault') faults.push(found)
    else items.push(found)
  }
  const mapped = items.map((item) => item.map())
  const drafts = mapped.flatMap((each) => each.drafts)
  return { items, faults, drafts, findings: mapped.flatMap((each) => each.findings) }
}

/** The rows of a sheet, read from CSV. */
export const readRows = (rows: readonly Cells[], feed: Record<string, unknown> = {}): Promise<ReadDocument> =>
  readDocument(csvOf(sheetOf(rows)), feed)

/** The offers of drafts in short, such as `CA US: buy rent 2026-06-14T00:00:00 to open`; a draft without any has none. */
export function shownOffers(drafts: readonly Draft[]): readonly string[] {
  const offers = drafts.flatMap((draft) => title.shape.offers.parse(draft.offers))
  return offers.map(({ territories, types, start, end, timeZone, promoteFrom, embargoUntil }) =>
    [
      `${territories.join(' ')}: ${types.join(' ')} ${start} to ${end ?? 'open'}`,
      timeZone === 'territory' ? '' : ` in ${timeZone}`,
      promoteFrom === null ? '' : `, promoted from ${promoteFrom}`,
      embargoUntil === null ? '' : `, embargo until ${embargoUntil}`,
    ].join(''),
  )
}
