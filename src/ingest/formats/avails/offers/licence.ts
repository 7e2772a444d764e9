import type { OfferType } from '../../../../model/nouns/offer-vocabulary.ts'
import { type FeedFinding, fault } from '../../../feeds/feed-finding.ts'
import type { FeedReading } from '../../../feeds/feed-reader.ts'
import { readFeedTime } from '../../../mapping/feed-times.ts'
import type { WrittenTime } from '../../../mapping/written-time.ts'
import { type AvailColumn, type AvailRow, cellOf } from '../avail-row.ts'
import { countriesOfRow } from './row-territories.ts'
import { type RowWindow, readRowWindow } from './row-window.ts'

/** What a row licenses, and where and when. */
export interface Licence {
  readonly row: AvailRow
  /** How the title may be watched; `pre-order`: it may be promised to customers before its sale starts. */
  readonly type: OfferType | 'pre-order'
  /** In the order of the alphabet. */
  readonly countries: readonly string[]
  readonly window: RowWindow
  /** Before it nothing may be known of the title (`SuppressionLiftDate`); null: no embargo. */
  readonly lifted: WrittenTime | null
  /** From then on the coming title may be announced (`AnnounceDate`); null: it is not said. */
  readonly announced: WrittenTime | null
}

/**
 * What the licence types of Avails stand for. `FVOD` is no word of the vocabulary, but of partners who mean `AVOD` without
 * advertisements. HD, SD and UHD rows of one licence differ in `FormatProfile` alone, which offers do not have;
 * nor do they know languages, prices and terms of rental, which the rows say too.
 */
const LICENCES: ReadonlyMap<string, Licence['type']> = new Map<string, Licence['type']>([
  ['EST', 'buy'],
  ['VOD', 'rent'],
  ['SVOD', 'subscription'],
  ['AVOD', 'free'],
  ['FVOD', 'free'],
  ['POEST', 'pre-order'],
])

/** The licence of a row; null: it grants nothing, which a finding says. `taken`: the territories that deletions take. */
export function readLicence(
  reading: Pick<FeedReading, 'feed' | 'territoriesOf' | 'isTimeZone' | 'now'>,
  row: AvailRow,
  taken: readonly string[],
): { readonly licence: Licence | null; readonly findings: readonly FeedFinding[] } {
  const findings: FeedFinding[] = []
  const type = typeOf(row, findings)
  const where = countriesOfRow(reading, row, taken)
  const when = readRowWindow(reading, row)
  const lifted = eventOf(row, 'SuppressionLiftDate', findings)
  const announced = eventOf(row, 'AnnounceDate', findings)
  findings.push(...where.findings, ...when.findings)
  const { countries } = where
  const { window } = when
  // A row with any error grants nothing, so that a release of the item without its embargo cannot happen by mistake.
  const isFaulty = findings.some(({ severity }) => severity === 'error')
  if (type === null || window === null || countries.length === 0 || isFaulty) return { licence: null, findings }
  return { licence: { row, type, countries, window, lifted, announced }, findings }
}

function typeOf(row: AvailRow, findings: FeedFinding[]): Licence['type'] | null {
  const text = cellOf(row, 'LicenseType')
  const type = LICENCES.get(text.toUpperCase()) ?? null
  if (type === null) {
    const rule = text === '' ? 'missing-field' : 'unknown-value'
    findings.push(fault(row.line, rule, row.pathOf('LicenseType'), text, 'EST, VOD, SVOD, AVOD, FVOD or POEST'))
  }
  return type
}

/** `N/A` is how the data dictionary has a sender say that there is no such date. */
function eventOf(row: AvailRow, column: AvailColumn, findings: FeedFinding[]): WrittenTime | null {
  const text = cellOf(row, column)
  if (text === '' || /^n\/?a$/i.test(text)) return null
  const time = readFeedTime(text)
  if (time === null)
    findings.push(fault(row.line, 'bad-date', row.pathOf(column), text, 'a date like 2026-11-01, or N/A'))
  return time
}
