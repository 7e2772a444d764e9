import type { Cells } from './avail-documents.ts'

const AVAILS = 'http://www.movielabs.com/schema/avails/v2.5/avails'
const COMMON = 'http://www.movielabs.com/schema/md/v2.8/md'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** An element of Avails, left out if it would be empty. */
const element = (name: string, inner: string | undefined, attributes = ''): string =>
  inner === undefined || inner === '' ? '' : `<avails:${name}${attributes}>${inner}</avails:${name}>`
const text = (name: string, value: string | undefined, attributes = ''): string =>
  element(name, escaped(value ?? ''), attributes)
const common = (name: string, inner: string): string => (inner === '' ? '' : `<md:${name}>${inner}</md:${name}>`)

/** Rows of sheets as an Avails document: what an avail says stands in its first row, and each row is a transaction. */
export function xmlOf(avails: readonly (readonly Cells[])[]): Uint8Array {
  const body = avails.map((rows) => `${availOf(rows)}\n`).join('')
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?>\n<avails:AvailList xmlns:avails="${AVAILS}" xmlns:md="${COMMON}">\n${body}</avails:AvailList>\n`,
  )
}

function availOf(rows: readonly Cells[]): string {
  const [first = {}] = rows
  return element(
    'Avail',
    [
      text('ALID', first.ALID),
      element('Disposition', text('EntryType', first.EntryType)),
      element('Licensor', common('DisplayName', escaped(first.DisplayName ?? ''))),
      text('AvailType', first.WorkType === 'Episode' ? 'episode' : 'single'),
      element('Asset', assetOf(first), ` contentID="${escaped(first.EpisodeContentID ?? first.ContentID ?? '')}"`),
      ...rows.map(transactionOf),
      text('ExceptionFlag', first.ExceptionFlag),
    ].join(''),
  )
}

function assetOf(row: Cells): string {
  const ratings = row.RatingSystem
    ? common(
        'Rating',
        common('Region', common('country', row.Territory ?? '')) +
          common('System', escaped(row.RatingSystem)) +
          common('Value', escaped(row.RatingValue ?? '')),
      )
    : ''
  const isEpisode = row.WorkType === 'Episode'
  const prefix = isEpisode ? 'Episode' : ''
  const inner = [
    text('TitleDisplayUnlimited', row[`${prefix}TitleDisplayUnlimited`]),
    text('TitleInternalAlias', row[`${prefix}TitleInternalAlias`]),
    text('EditEIDR-URN', row.EditID),
    text('TitleEIDR-URN', row.TitleID),
    element('AltIdentifier', common('Namespace', 'org:north') + common('Identifier', row.AltID ?? '')),
    row.ReleaseHistoryOriginal
      ? element('ReleaseHistory', common('ReleaseType', 'original') + common('Date', row.ReleaseHistoryOriginal))
      : '',
    element('Ratings', ratings),
    isEpisode ? seasonOf(row) : '',
  ].join('')
  return text('WorkType', row.WorkType) + element(isEpisode ? 'EpisodeMetadata' : 'Metadata', inner)
}

function seasonOf(row: Cells): string {
  const series = [
    text('SeriesContentID', row.SeriesContentID),
    text('SeriesTitleDisplayUnlimited', row.SeriesTitleDisplayUnlimited),
    text('SeriesTitleInternalAlias', row.SeriesTitleInternalAlias),
  ].join('')
  const season = [
    text('SeasonContentID', row.SeasonContentID),
    element('SeasonNumber', common('Number', row.SeasonNumber ?? '')),
    element('SeriesMetadata', series),
  ].join('')
  return element('EpisodeNumber', common('Number', row.EpisodeNumber ?? '')) + element('SeasonMetadata', season)
}

function transactionOf(row: Cells): string {
  const regions = (name: string, codes: string | undefined): string =>
    (codes ?? '')
      .split(', ')
      .filter((code) => code !== '')
      .map((code) => element(name, common(code.includes('-') ? 'countryRegion' : 'country', escaped(code))))
      .join('')
  const edge = (name: 'Start' | 'End'): string => {
    const value = row[name] ?? ''
    const lag = row[`${name}Lag`] ? ` lag="${row[`${name}Lag`]}"` : ''
    return /^\d/.test(value) ? text(name, value) : text(`${name}Condition`, value, lag)
  }
  const term = (name: string, kind: string): string => element('Term', text(kind, row[name]), ` termName="${name}"`)
  const inner = [
    text('LicenseType', row.LicenseType),
    regions('Territory', row.Territory),
    regions('TerritoryExcluded', row.TerritoryExclusion),
    edge('Start'),
    edge('End'),
    text('WindowDuration', row.WindowDuration),
    text('AssetLanguage', row.AssetLanguage),
    text('FormatProfile', row.FormatProfile),
    term('SuppressionLiftDate', 'Event'),
    term('AnnounceDate', 'Event'),
    term('TitleStatus', 'Text'),
  ].join('')
  return element('Transaction', inner, row.AvailID ? ` TransactionID="${row.AvailID}"` : '')
}
