import { offsetOf } from './iso-time.ts'
import { type WrittenTime, writtenTime } from './written-time.ts'

const MAIL =
  /^(?:[A-Za-z]{3,9},? +)?(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4}|\d\d) +(\d\d):(\d\d)(?::(\d\d))?(?: *([+-]\d{4}|[A-Za-z]{1,4}))?$/

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The zones that RFC 822 names, in hours east of Greenwich. All other names are ambiguous, such as `IST` or `BST`. */
const HOURS_OF_ZONES: ReadonlyMap<string, number> = new Map([
  ['UT', 0],
  ['UTC', 0],
  ['GMT', 0],
  ['Z', 0],
  ['EST', -5],
  ['EDT', -4],
  ['CST', -6],
  ['CDT', -5],
  ['MST', -7],
  ['MDT', -6],
  ['PST', -8],
  ['PDT', -7],
])

/**
 * Reads the dates of e-mail and RSS 2.0, such as `Sun, 01 Nov 2026 20:15:00 GMT`. Two digits of a year are 1950 to 2049.
 * The weekday is not checked: writers get it wrong, and it decides nothing. A zone that RFC 822 does not name makes the
 * date unreadable, because its letters stand for several zones. Sources: RFC 822, section 5; RFC 2822, sections 3.3, 4.3.
 */
export function readMailTime(text: string): WrittenTime | null {
  const match = MAIL.exec(text)
  if (match === null) return null
  const [, day, month = '', year = '', hour, minute, second = '0', zone] = match
  const offset = zone === undefined ? null : minutesOf(zone)
  if (offset === undefined) return null
  const date = [yearOf(year), MONTHS.indexOf(month.toLowerCase()) + 1, Number(day)] as const
  return writtenTime(date, [Number(hour), Number(minute), Number(second)], offset)
}

function minutesOf(zone: string): number | undefined {
  if (/^[+-]/.test(zone)) return offsetOf(zone)
  const hours = HOURS_OF_ZONES.get(zone.toUpperCase())
  return hours === undefined ? undefined : hours * 60
}

function yearOf(text: string): number {
  const year = Number(text)
  if (text.length === 4) return year
  return year < 50 ? 2000 + year : 1900 + year
}
