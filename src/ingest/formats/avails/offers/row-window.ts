import { type FeedFinding, fault, warning } from '../../../feeds/feed-finding.ts'
import type { FeedReading } from '../../../feeds/feed-reader.ts'
import { readWindow } from '../../../mapping/feed-times.ts'
import { localOfInstant } from '../../../mapping/written-time.ts'
import { type AvailColumn, type AvailRow, cellOf } from '../avail-row.ts'
import { durationMs } from './duration.ts'

/** An end of a window: a local time, or so much after the title's sale starts in a country. `isNow`: it was `Immediate`. */
export type Bound = { readonly at: string; readonly isNow?: true } | { readonly afterSaleMs: number }

/** When a row's licence holds, on one clock. */
export interface RowWindow {
  readonly timeZone: string
  readonly start: Bound
  /** null: open. */
  readonly end: Bound | null
  /** It ends so many milliseconds after its start at the latest; null: no such limit. */
  readonly longestMs: number | null
}

/** null: the row grants nothing, which a finding says. */
export interface ReadRowWindow {
  readonly window: RowWindow | null
  readonly findings: readonly FeedFinding[]
}

/** Conditions of the vocabulary `DateTimeCondition` (Avails 2.7), in small letters, that nobody can compute here. */
const UNRESOLVED: ReadonlySet<string> = new Set([
  'broadcast',
  'completed',
  'theatrical',
  'tbd',
  'est',
  'open',
  'immediate',
])
const ON_SALE = 'eststart'
const DAY_MS = 86_400_000

type Edge = 'Start' | 'End'
interface Context {
  readonly row: AvailRow
  readonly findings: FeedFinding[]
}

/**
 * The window of a row. Dates are read as in every feed (`readWindow`), on the feed's clock if they name no zone. The data
 * dictionary of version 1.7.2 reads a time without a zone as UTC, and a day alone as 00:00 in the territory's first zone
 * for a start, as 23:59:59 for an end; but its own converter writes local days without a zone, and so do the sheets that
 * partners send. A feed that means it otherwise says so (`timeZone`, `dateOnlyEnd`).
 *
 * `Open` ends never. `ESTStart` is the start of the title's sale in the same country. `Immediate` starts on the day before
 * the item was read, so that it has begun everywhere on earth; it is no end to show anything before, so that a row that
 * ends so grants nothing. `WindowDuration` only shortens. What else names no time (`Theatrical`, `Broadcast`, a lag
 * after one of them) is an error, never an open window.
 */
export function readRowWindow(reading: Pick<FeedReading, 'feed' | 'isTimeZone' | 'now'>, row: AvailRow): ReadRowWindow {
  const findings: FeedFinding[] = []
  const [start, end] = [cellOf(row, 'Start'), cellOf(row, 'End')]
  if (end.toLowerCase() === 'immediate') {
    findings.push(warning(row.line, 'left-out', row.pathOf('End'), end, 'the row grants nothing: its right has ended'))
    return { window: null, findings }
  }
  const dates = readWindow(reading, {
    start: isCondition(start) ? null : start,
    end: isCondition(end) ? null : end,
    startPath: row.pathOf('Start'),
    endPath: row.pathOf('End'),
    line: row.line,
  })
  findings.push(...dates.findings)
  const context = { row, findings }
  const begun: Bound = { at: `${localOfInstant(reading.now - DAY_MS).slice(0, 10)}T00:00:00`, isNow: true }
  const from = boundOf(context, 'Start', { date: dates.start, word: 'immediate', meant: begun })
  const until = boundOf(context, 'End', { date: dates.end, word: 'open', meant: null })
  const longestMs = longestOf(context)
  if (from === null || findings.some(({ severity }) => severity === 'error')) return { window: null, findings }
  return { window: { timeZone: dates.timeZone, start: from, end: until, longestMs }, findings }
}

const isCondition = (text: string): boolean =>
  text === '' || UNRESOLVED.has(text.toLowerCase()) || text.toLowerCase() === ON_SALE

interface Meaning {
  /** The local time, if the cell has a date. */
  readonly date: string | null
  /** The one condition that is clear at this end of a window, and what it means. */
  readonly word: string
  readonly meant: Bound | null
}

function boundOf({ row, findings }: Context, edge: Edge, { date, word, meant }: Meaning): Bound | null {
  const column: AvailColumn = edge
  const lagColumn: AvailColumn = `${edge}Lag`
  const [text, lag] = [cellOf(row, column), cellOf(row, lagColumn)]
  const unresolved = (path: string, value: string, hint: string): null => {
    findings.push(fault(row.line, 'unresolved-window', path, value, hint))
    return null
  }
  if (text === '') {
    const hint = edge === 'Start' ? 'a date, or Immediate' : 'a date, or Open if it does not end'
    findings.push(fault(row.line, 'missing-field', row.pathOf(column), '', hint))
    return null
  }
  if (text.toLowerCase() === ON_SALE) {
    const afterSaleMs = lag === '' ? 0 : durationMs(lag)
    if (afterSaleMs !== null) return { afterSaleMs }
    return unresolved(row.pathOf(lagColumn), lag, 'a duration in weeks, days and hours, like -P5DT10H')
  }
  if (lag !== '')
    return unresolved(row.pathOf(lagColumn), lag, `nobody can compute a time so far from ${text}: write a date`)
  if (text.toLowerCase() === word) return meant
  if (isCondition(text)) return unresolved(row.pathOf(column), text, 'nobody can compute when that is: write a date')
  return date === null ? null : { at: date }
}

function longestOf({ row, findings }: Context): number | null {
  const text = cellOf(row, 'WindowDuration')
  if (text === '') return null
  const longestMs = durationMs(text)
  if (longestMs !== null && longestMs > 0) return longestMs
  const hint = 'a duration in weeks, days and hours, like P180D: leave it out if the end says all'
  findings.push(fault(row.line, 'unresolved-window', row.pathOf('WindowDuration'), text, hint))
  return null
}
