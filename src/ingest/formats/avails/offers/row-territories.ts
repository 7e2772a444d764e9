import { type FeedFinding, fault, warning } from '../../../feeds/feed-finding.ts'
import type { FeedReading } from '../../../feeds/feed-reader.ts'
import { narrowedTerritories } from '../../../mapping/item-territories.ts'
import { type AvailRow, cellOf } from '../avail-row.ts'

/** Names of the whole world: ISO 3166 leaves `ZZ` to its users, and Avails mean everywhere by it; some write `WW`. */
const WORLD = /^(ZZ|WW|WORLDWIDE|\*)$/i

/** The countries that a cell names, as `narrowedTerritories` reads them. */
const countryList = (text: string): string =>
  text
    .split(/[,;\s]+/)
    .map((code) => (WORLD.test(code) ? 'ALL' : code))
    .join(' ')

/** Where a row licenses something; empty: nowhere, which a finding says. */
export interface RowCountries {
  /** In the order of the alphabet. */
  readonly countries: readonly string[]
  readonly findings: readonly FeedFinding[]
}

/**
 * The countries of the feed in which a row licenses something: those of `Territory` (one code, or several since version
 * 1.7.3), without those of `TerritoryExclusion` and those that a deletion has `taken`. A row for countries that are not
 * the feed's grants nothing, with a warning. A blank territory is an error, for it is no word for everywhere.
 */
export function countriesOfRow(
  reading: Pick<FeedReading, 'feed' | 'territoriesOf'>,
  row: AvailRow,
  taken: readonly string[],
): RowCountries {
  const [territory, exclusion] = [cellOf(row, 'Territory'), cellOf(row, 'TerritoryExclusion')]
  const [path, exclusionPath] = [row.pathOf('Territory'), row.pathOf('TerritoryExclusion')]
  if (territory === '') {
    const hint = 'a country like DE, or ZZ for everywhere that the feed may play'
    return { countries: [], findings: [fault(row.line, 'missing-field', path, '', hint)] }
  }
  const denied = [exclusion, ...taken].join(' ').trim()
  const { territories, findings } = narrowedTerritories(reading, {
    allow: { text: countryList(territory), path },
    deny: denied === '' ? null : { text: countryList(denied), path: exclusion === '' ? path : exclusionPath },
    line: row.line,
  })
  return {
    countries: reading.territoriesOf(territories),
    findings: findings.map((found) =>
      found.rule === 'no-territory' ? warning(row.line, 'left-out', path, territory, `the row ${found.hint}`) : found,
    ),
  }
}
