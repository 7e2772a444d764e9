import type { QuarantineRule } from '../../feeds/feed-finding.ts'
import type { FeedReading } from '../../feeds/feed-reader.ts'
import { readIsoTime } from '../../mapping/iso-time.ts'
import { nextDay, type WrittenTime } from '../../mapping/written-time.ts'
import type { SheetCell } from '../sheets/sheet-row.ts'
import type { ColumnField } from './field-of-column.ts'
import { textsOfList } from './list-text.ts'

/** The value that a cell gives a field, or why it gives none. */
export type CellValue =
  | { readonly value: unknown; readonly isDayAlone?: true }
  | { readonly rule: QuarantineRule; readonly hint: string }

const FORMULA =
  "formulas are not read, because nobody typed what they show: paste the value instead; in CSV a text that begins so has a ' before it"
const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/
const BAD_TIME = 'a local time like 2026-11-01 18:30 or 2026-11-01T18:30:00, or a day like 2026-11-01'
const NO_ZONE = 'a local time has no zone: leave it out here, and name the zone in the column timeZone'
/** The day that Excel gives a time of day alone. */
const NO_DAY = /^1899-12-31T(\d\d:\d\d):00$/

/** Converts a cell that is not empty by what its field takes. Blanks around a text count for nothing. */
export function cellValue(cell: SheetCell, field: ColumnField, feed: FeedReading['feed']): CellValue {
  if (cell.kind === 'formula') return { rule: 'formula', hint: FORMULA }
  if (cell.kind === 'error')
    return { rule: 'wrong-type', hint: 'an error of the sheet: correct what the cell computes' }
  const text = cell.text.trim()
  if (field.isNullable && text === 'null') return { value: null }
  switch (field.kind) {
    case 'number':
      return NUMBER.test(text) ? { value: Number(text) } : { rule: 'wrong-type', hint: 'a number, like 52000 or 0.5' }
    case 'boolean':
      return booleanOf(text.toLowerCase())
    case 'list':
      return { value: textsOfList(cell.kind === 'date' ? dayText(text) : text) }
    case 'time':
    case 'end':
      return timeOf(cell, text, field, feed)
    case 'day':
      return dayOf(text)
    case 'clock':
      return { value: NO_DAY.exec(text)?.[1] ?? text }
    case 'text':
      return { value: cell.kind === 'date' ? dayText(text) : text }
  }
}

function booleanOf(text: string): CellValue {
  return text === 'true' || text === 'false'
    ? { value: text === 'true' }
    : { rule: 'wrong-type', hint: 'true or false' }
}

/**
 * A day alone starts at its 00:00, and ends at it too, unless the feed's `dateOnlyEnd` says `inclusive`, as in
 * `mapping/feed-times.ts`. A date of Excel at midnight is a day alone, because Excel keeps no difference. An end in the
 * year 9999 means open.
 */
function timeOf(cell: SheetCell, text: string, field: ColumnField, feed: FeedReading['feed']): CellValue {
  const time = readIsoTime(text)
  if (time === null) return { rule: 'bad-date', hint: BAD_TIME }
  if (time.offsetMinutes !== null) return { rule: 'bad-date', hint: NO_ZONE }
  const isDayAlone = time.clock === null || (cell.kind === 'date' && time.clock === '00:00:00')
  if (field.kind !== 'end') return { value: localTime(time) }
  if (field.isNullable && time.day.startsWith('9999-')) return { value: null }
  if (!isDayAlone) return { value: localTime(time) }
  if (feed.dateOnlyEnd === 'inclusive') return { value: `${nextDay(time.day)}T00:00:00` }
  return { value: localTime(time), isDayAlone: true }
}

function dayOf(text: string): CellValue {
  const time = readIsoTime(dayText(text))
  return time?.clock === null ? { value: time.day } : { rule: 'bad-date', hint: 'a day, like 2026-11-01' }
}

const localTime = ({ day, clock }: WrittenTime): string => `${day}T${clock ?? '00:00:00'}`

/** A date of Excel without its midnight. */
const dayText = (text: string): string => text.replace(/T00:00:00$/, '')
