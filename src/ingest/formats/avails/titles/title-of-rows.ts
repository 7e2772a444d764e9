import { type FeedFinding, fault, warning } from '../../../feeds/feed-finding.ts'
import type { Draft, FeedReading, MappedItem } from '../../../feeds/feed-reader.ts'
import { readFeedTime } from '../../../mapping/feed-times.ts'
import { titleIdOf } from '../../../mapping/record-ids.ts'
import { type AvailRow, cellOf } from '../avail-row.ts'
import { offersOfRows } from '../offers/offers-of-rows.ts'
import { rowsInForce } from '../offers/rows-in-force.ts'
import { ratingsOfRows } from './ratings-of-rows.ts'
import { externalIdsIn, idAbove } from './title-ids.ts'
import { levelsAbove, SERIES, type TitleLevel } from './title-level.ts'
import { namesIn } from './title-names.ts'
import { workOf } from './work-type.ts'

/** All that a document says of one title. */
export interface RowsOfTitle {
  /** null: it has none. */
  readonly itemId: string | null
  readonly level: TitleLevel
  /** The rows about the title itself. */
  readonly own: readonly AvailRow[]
  /** Rows about titles below it, which name it: those of a season's episodes. They grant nothing for it. */
  readonly below: readonly AvailRow[]
}

/**
 * One title by its rows. Avails carry no media and no address of any (no `LaunchId`), so that it is all the item brings;
 * a bonus or a promotion, which would be an asset, is an error.
 *
 * What it leaves out it does not say: a title that is only named by the rows of its episodes says nothing of offers.
 */
export function titleOfRows(reading: FeedReading, title: RowsOfTitle): MappedItem {
  const { itemId, level, own, below } = title
  if (own.some(({ isUnreadable }) => isUnreadable)) return { drafts: [], findings: own.flatMap(({ faults }) => faults) }
  const inForce = rowsInForce(own.filter((row) => row.isDescription !== true))
  const findings = [...own.flatMap(({ faults }) => faults), ...inForce.findings]
  if (inForce.isDeleted && below.length === 0) return { drafts: [], findings: unrepeated(findings), deletes: true }
  const kind = kindOf(title, findings)
  const rows = [...own, ...below]
  if (itemId === null) findings.push(...rows.slice(0, 1).map(missingId))
  const names = namesIn(rows, level)
  const external = externalIdsIn(own, below, level)
  const offers = own.length === 0 ? null : offersOfRows(reading, inForce.rows)
  const ratings = ratingsOfRows(reading, own)
  findings.push(...names.findings, ...external.findings, ...(offers?.findings ?? []), ...ratings.findings)
  if (offers?.offers.length === 0 && !inForce.isDeleted) findings.push(...noOffer(own, findings))
  const parentId = parentOf(reading, rows, level, findings)
  if (itemId === null || kind === null) return { drafts: [], findings: unrepeated(findings) }
  const releasedOn = releaseDay(own, findings)
  const draft: Draft = {
    v: 1,
    type: 'title',
    id: titleIdOf(reading, itemId),
    kind,
    ...(Object.keys(names.name).length === 0 ? {} : { name: names.name }),
    ...(parentId === null ? {} : { parentId }),
    ...(releasedOn === null ? {} : { releasedOn }),
    ...(ratings.ratings === null ? {} : { ratings: ratings.ratings }),
    ...(external.externalIds.length === 0 ? {} : { externalIds: external.externalIds }),
    ...(offers === null ? {} : { offers: offers.offers }),
  }
  return { drafts: [draft], findings: unrepeated(findings) }
}

/** What is said of a title that grants nothing, unless an error says more. */
function noOffer([first]: readonly AvailRow[], findings: readonly FeedFinding[]): readonly FeedFinding[] {
  if (first === undefined || findings.some(({ severity }) => severity === 'error')) return []
  const hint = 'no row grants anything in the territories of the feed, so that nothing of it plays there'
  return [warning(first.line, 'no-offer', first.pathOf('Territory'), '', hint)]
}

function missingId({ line, pathOf }: AvailRow): FeedFinding {
  const hint = 'the row names no title: give its content id, or an ALID'
  return fault(line, 'missing-id', pathOf('ContentID'), '', hint)
}

/** The kind of a title; null: its rows name none, or several, which a finding says. */
function kindOf({ level, own }: RowsOfTitle, findings: FeedFinding[]): string | null {
  const kinds = new Set<string>()
  for (const row of own.filter(({ isDescription }) => isDescription !== true)) {
    const [text, path] = [cellOf(row, 'WorkType'), row.pathOf('WorkType')]
    const work = workOf(text)
    if (work === 'extra') {
      const hint = 'Avails carry no video and no LaunchId of an extra, so that there is nothing to play'
      findings.push(fault(row.line, 'no-rendition', path, text, hint))
    } else if (work === null) {
      const hint = 'Movie, Short, Series, Season, Volume, Episode, Non-episodic Show, Concert or Music Video'
      findings.push(fault(row.line, text === '' ? 'missing-field' : 'unknown-value', path, text, hint))
    } else {
      kinds.add(work.kind)
      if (kinds.size > 1) {
        const hint = 'another row gives the same title another work type: two titles cannot share an id'
        findings.push(fault(row.line, 'contradiction', path, text, hint))
      }
    }
  }
  if (own.length === 0) return level === SERIES ? 'series' : 'season'
  const [kind = null] = kinds
  return kind
}

/** The id of the title above: of the season if the rows name one, else of the series. */
function parentOf(
  reading: FeedReading,
  rows: readonly AvailRow[],
  level: TitleLevel,
  findings: FeedFinding[],
): string | null {
  let parent: string | null = null
  for (const row of rows) {
    const above = levelsAbove(level)
      .map((each) => ({ each, id: idAbove(row, each) }))
      .find(({ id }) => id !== null)
    if (above === undefined || above.id === null) continue
    if (parent !== null && parent !== above.id) {
      const hint = `another row of the same title names ${parent} above it`
      findings.push(fault(row.line, 'contradiction', row.pathOf(above.each.contentId), above.id, hint))
      break
    }
    parent = above.id
  }
  return parent === null ? null : titleIdOf(reading, parent)
}

/** The day of the first release; null: the rows name none. A year alone is no day. */
function releaseDay(rows: readonly AvailRow[], findings: FeedFinding[]): string | null {
  for (const row of rows) {
    const text = cellOf(row, 'ReleaseHistoryOriginal')
    const day = readFeedTime(text)?.day ?? null
    if (day !== null) return day
    if (text === '' || /^\d{4}(-\d\d)?$/.test(text)) continue
    findings.push(warning(row.line, 'left-out', row.pathOf('ReleaseHistoryOriginal'), text, 'a day like 2010-09-27'))
  }
  return null
}

/** Each finding once: HD and SD rows repeat what they say of their title, and a row holds in many countries. */
function unrepeated(findings: readonly FeedFinding[]): readonly FeedFinding[] {
  const kept = new Map<string, FeedFinding>()
  for (const found of findings) {
    const where = found.severity === 'error' ? found.line : ''
    const key = JSON.stringify([found.rule, where, found.path, found.value])
    if (!kept.has(key)) kept.set(key, found)
  }
  return [...kept.values()]
}
