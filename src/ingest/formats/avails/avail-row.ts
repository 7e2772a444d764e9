import type { FeedFinding } from '../../feeds/feed-finding.ts'

/**
 * The columns that are read, by their names in the second header row of the Avails sheets 1.7 to 1.9. Source: the
 * template workbooks and the data dictionary of the sheet `Movies_v1.7.2` in MovieLabs' validator (github.com/MovieLabs/mddf).
 * `StoreLanguage` is the name that version 1.6 had for `AssetLanguage`.
 */
export const AVAIL_COLUMNS = [
  'ALID',
  'AltID',
  'AnnounceDate',
  'AssetLanguage',
  'AvailID',
  'ContentID',
  'EditID',
  'End',
  'EndLag',
  'EntryType',
  'EpisodeAltID',
  'EpisodeContentID',
  'EpisodeID',
  'EpisodeTitleDisplayUnlimited',
  'EpisodeTitleID',
  'EpisodeTitleInternalAlias',
  'ExceptionFlag',
  'FormatProfile',
  'LicenseType',
  'RatingSystem',
  'RatingValue',
  'ReleaseHistoryOriginal',
  'SeasonAltID',
  'SeasonContentID',
  'SeasonID',
  'SeasonNumber',
  'SeasonTitleDisplayUnlimited',
  'SeasonTitleInternalAlias',
  'SeriesAltID',
  'SeriesContentID',
  'SeriesID',
  'SeriesTitleDisplayUnlimited',
  'SeriesTitleInternalAlias',
  'Start',
  'StartLag',
  'StoreLanguage',
  'SuppressionLiftDate',
  'Territory',
  'TerritoryExclusion',
  'TitleDisplayUnlimited',
  'TitleID',
  'TitleInternalAlias',
  'TitleStatus',
  'VolumeAltID',
  'VolumeContentID',
  'VolumeID',
  'VolumeNumber',
  'VolumeTitleDisplayUnlimited',
  'VolumeTitleInternalAlias',
  'WindowDuration',
  'WorkType',
] as const
export type AvailColumn = (typeof AVAIL_COLUMNS)[number]

/** One row of a sheet, or what a transaction of an XML document would be as one: one licence in one format. */
export interface AvailRow {
  /** Line of the source, from 1. */
  readonly line: number
  /** Column → text without blanks around it, in the order of the source; what is blank is left out. */
  readonly cells: ReadonlyMap<string, string>
  /** Where a column stands in the source's own words, like `AvailTrans/Start`. */
  readonly pathOf: (column: string) => string
  /** What is wrong with the row itself, such as a formula in one of its cells; of errors' severity. */
  readonly faults: readonly FeedFinding[]
  /** It names or rates its title in another language or country, and licenses nothing. XML alone has such. */
  readonly isDescription?: true
  /** Its cells could not be told apart; its faults say why. */
  readonly isUnreadable?: true
}

/** The text of a column; empty: blank. */
export const cellOf = (row: AvailRow, column: AvailColumn): string => row.cells.get(column) ?? ''

/** The first of some columns that is not blank, with its text. */
export function firstCell(
  row: AvailRow,
  columns: readonly AvailColumn[],
): { readonly column: AvailColumn; readonly text: string } | null {
  const column = columns.find((each) => cellOf(row, each) !== '')
  return column === undefined ? null : { column, text: cellOf(row, column) }
}

/** A row as text, in JSON: what is compared to know whether an item changed. Without its line, which moves. */
export function rowText({ cells }: AvailRow): string {
  return JSON.stringify(Object.fromEntries(cells))
}
