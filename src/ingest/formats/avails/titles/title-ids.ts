import { type FeedFinding, warning } from '../../../feeds/feed-finding.ts'
import { type AvailColumn, type AvailRow, cellOf, firstCell } from '../avail-row.ts'
import { readEidr } from './eidr.ts'
import { EPISODE, type TitleLevel, WORK } from './title-level.ts'

/**
 * The id of a title, by which its rows are found, in order of preference. A film or an episode: its content id, the
 * ALID, an EIDR, the alternative id. A series, a season or a volume: the ids by which the rows of its episodes name it
 * too (content id, EIDR, alternative id), and the ALID last. Null: the row names none.
 */
export function titleIdIn(row: AvailRow, level: TitleLevel): string | null {
  const { contentId, eidrs, altId } = level
  const standsAlone = level === WORK || level === EPISODE
  const columns: readonly AvailColumn[] = standsAlone
    ? [contentId, 'ContentID', 'ALID', ...eidrs, altId]
    : [contentId, ...eidrs, altId, 'ContentID', 'ALID']
  return firstCell(row, columns)?.text ?? null
}

/** The id of the title above that a row names, in the same order; null: it names none. */
export function idAbove(row: AvailRow, { contentId, eidrs, altId }: TitleLevel): string | null {
  return firstCell(row, [contentId, ...eidrs, altId])?.text ?? null
}

/** What others call a title. */
export interface ExternalId {
  readonly idType: string
  readonly id: string
}

/** Longest external id, in UTF-16 units: as in `model/nouns/title.ts`. */
const LONGEST = 200
/** As many external ids as a title may have. */
const MOST = 20

/**
 * The ids that others may look a title up by: EIDRs, from whatever column has one, and its content id, ALID and
 * alternative id as they are written. An EIDR whose check character does not fit is left out with a warning: a title
 * that is found by a mistyped EIDR may be another one.
 */
export function externalIdsIn(
  own: readonly AvailRow[],
  below: readonly AvailRow[],
  { contentId, eidrs, altId }: TitleLevel,
): { readonly externalIds: readonly ExternalId[]; readonly findings: readonly FeedFinding[] } {
  const written: readonly WrittenId[] = [
    ...eidrs.map((column) => [column, null] as const),
    [contentId, 'ContentID'],
    [altId, 'AltID'],
  ]
  const found = new Map<string, ExternalId>()
  const findings = new Map<string, FeedFinding>()
  for (const row of own) addIds(row, [...written, ['ALID', 'ALID']], found, findings)
  for (const row of below) addIds(row, written, found, findings)
  return { externalIds: [...found.values()].slice(0, MOST), findings: [...findings.values()] }
}

/** A column, and the type of the id that stands in it; null: it is only looked at for an EIDR. */
type WrittenId = readonly [column: AvailColumn, idType: string | null]

function addIds(
  row: AvailRow,
  written: readonly WrittenId[],
  found: Map<string, ExternalId>,
  findings: Map<string, FeedFinding>,
): void {
  for (const [column, idType] of written) {
    const text = cellOf(row, column)
    if (text === '') continue
    const eidr = readEidr(text)
    if (eidr !== null && 'id' in eidr) addTo(found, { idType: 'EIDR', id: eidr.id })
    if (eidr !== null && 'broken' in eidr && !findings.has(text)) findings.set(text, brokenEidr(row, column, text))
    if (idType !== null) addTo(found, { idType, id: text })
  }
}

function addTo(found: Map<string, ExternalId>, externalId: ExternalId): void {
  if (externalId.id.length <= LONGEST) found.set(`${externalId.idType} ${externalId.id}`, externalId)
}

function brokenEidr(row: AvailRow, column: AvailColumn, text: string): FeedFinding {
  const hint = 'no EIDR: its check character does not fit, or it has not 20 digits; nobody finds the title by it'
  return warning(row.line, 'left-out', row.pathOf(column), text, hint)
}
