import { localToInstant } from '../../model/fields/zone-clock.ts'
import { type FeedFinding, fault, warning } from '../feeds/feed-finding.ts'
import type { FeedReading } from '../feeds/feed-reader.ts'
import { readIsoTime } from './iso-time.ts'
import { readMailTime } from './mail-time.ts'
import { inUtc, localOfInstant, nextDay, type WrittenTime } from './written-time.ts'

/** Both ends of a window as a feed writes them, and where they stand in it; null: it says nothing, so that it is open. */
export interface WrittenWindow {
  readonly start: string | null
  readonly end: string | null
  readonly startPath: string
  readonly endPath: string
  /** Line of the source, from 1. */
  readonly line: number
}

/** A window in the words of our records: local times `YYYY-MM-DDTHH:MM:SS`; null: open, or unreadable with a finding. */
export interface FeedWindow {
  readonly timeZone: string
  readonly start: string | null
  readonly end: string | null
  readonly findings: readonly FeedFinding[]
}

type Edge = 'start' | 'end'
interface WrittenEnds {
  readonly start: WrittenTime | null
  readonly end: WrittenTime | null
}

const BAD_DATE =
  'a date like 2026-11-01T20:15:00Z, 2026-11-01 or Sun, 01 Nov 2026 20:15:00 GMT; leave it out if it is open'

/** A date in any form that feeds write (ISO 8601, W3C-DTF, RFC 822); null: unreadable, or a day that does not exist. */
export function readFeedTime(text: string): WrittenTime | null {
  const trimmed = text.trim()
  return readIsoTime(trimmed) ?? readMailTime(trimmed)
}

/**
 * The window that a feed writes, in local times. What names its zone becomes a local time of `UTC`; what does not is
 * read in the feed's `timeZone`. A day alone starts and ends at its 00:00, the narrower reading, which Google's Avails
 * have too (Google Play Movies Partner API, `Avail.end`); with the feed's `dateOnlyEnd: inclusive` the end is 00:00 of
 * the next day, as DDEX reads it. An end in the year 9999 means open. Parts of a second are dropped.
 */
export function readWindow(
  { feed, isTimeZone }: Pick<FeedReading, 'feed' | 'isTimeZone'>,
  written: WrittenWindow,
): FeedWindow {
  const findings: FeedFinding[] = []
  const start = readEnd(written, 'start', findings)
  const end = openIfNever(readEnd(written, 'end', findings))
  if (end !== null && end.clock === null && feed.dateOnlyEnd === 'exclusive') {
    const hint = `ends as the day begins; write a time if it ends later, or set the feed's dateOnlyEnd to inclusive`
    findings.push(warning(written.line, 'date-only-end', written.endPath, written.end, hint))
  }
  const isClock = feed.timeZone === 'UTC' || isTimeZone(feed.timeZone)
  const ends = { start, end: end?.clock === null && feed.dateOnlyEnd === 'inclusive' ? dayAfter(end) : end }
  return { ...inOneZone(feed.timeZone, isClock, ends, written, findings), findings }
}

function readEnd(written: WrittenWindow, edge: Edge, findings: FeedFinding[]): WrittenTime | null {
  const text = written[edge]
  if (text === null) return null
  const time = readFeedTime(text)
  if (time === null) {
    const path = edge === 'start' ? written.startPath : written.endPath
    findings.push(fault(written.line, 'bad-date', path, text, BAD_DATE))
  }
  return time
}

/** `9999-12-31` is how systems without an empty date write `never`. */
const openIfNever = (end: WrittenTime | null): WrittenTime | null => (end?.day.startsWith('9999-') ? null : end)

const dayAfter = (day: WrittenTime): WrittenTime => ({ ...day, day: nextDay(day.day) })

/** Both ends in one zone: an offer has one. */
function inOneZone(
  timeZone: string,
  isClock: boolean,
  { start, end }: WrittenEnds,
  { line, startPath, endPath, ...written }: WrittenWindow,
  findings: FeedFinding[],
): Omit<FeedWindow, 'findings'> {
  const both = [start, end].filter((time) => time !== null)
  if (both.every(hasNoZone)) return { timeZone, start: wallOf(start), end: wallOf(end) }
  const without = both.find(hasNoZone)
  if (without !== undefined && !isClock) {
    const [path, value] = without === start ? [startPath, written.start] : [endPath, written.end]
    const hint = "one end names a zone and the other none: name it for both, or set the feed's timeZone to a zone"
    findings.push(fault(line, 'mixed-times', path, value, hint))
    return { timeZone, start: null, end: null }
  }
  return { timeZone: 'UTC', start: utcOf(start, timeZone, 'start'), end: utcOf(end, timeZone, 'end') }
}

const hasNoZone = ({ offsetMinutes }: WrittenTime): boolean => offsetMinutes === null

const wallOf = (time: WrittenTime | null): string | null =>
  time === null ? null : `${time.day}T${time.clock ?? '00:00:00'}`

function utcOf(time: WrittenTime | null, timeZone: string, edge: Edge): string | null {
  if (time === null || !hasNoZone(time)) return time === null ? null : inUtc(time)
  return localOfInstant(localToInstant(`${time.day}T${time.clock ?? '00:00:00'}`, timeZone, edge))
}
