import { type WrittenTime, writtenTime } from './written-time.ts'

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)? ?([Zz]|[+-]\d\d(?::?\d\d)?)?)?$/

/**
 * Reads `2026-11-01`, `2026-11-01T20:15`, with or without seconds, fraction and zone; a blank may stand for the `T`, as
 * RFC 3339 allows. A year or a month alone names no day, and is refused. Sources: W3C-DTF (W3C note, 1998), the profile
 * of ISO 8601 that Dublin Core uses; RFC 3339, section 5.6.
 */
export function readIsoTime(text: string): WrittenTime | null {
  const match = ISO.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second = '0', zone] = match
  const date = [Number(year), Number(month), Number(day)] as const
  if (hour === undefined) return writtenTime(date, null, null)
  return writtenTime(date, [Number(hour), Number(minute), Number(second)], zone === undefined ? null : offsetOf(zone))
}

/** Minutes east of Greenwich that `Z`, `+02`, `+0200` or `-05:30` stands for. */
export function offsetOf(zone: string): number {
  if (/^z$/i.test(zone)) return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', ''))
  return zone.startsWith('-') ? -minutes : minutes
}
