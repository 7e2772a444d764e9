import { LIMITS } from '../../contracts/device/limits.ts'
import type { Place } from '../../decide/context/context.ts'
import { ProblemError } from '../problem.ts'
import { isIsoCountry } from '../token/viewer/iso-country.ts'
import { placeFromCf, REGION_CODE } from './place.ts'
import { isTimeZone } from './time-zone.ts'

export const DEBUG_CONTEXT_HEADER = 'X-Debug-Context'

const KEYS = ['country', 'regionCode', 'timezone', 'now', 'anonymizer'] as const
type Key = (typeof KEYS)[number]

const MAX_LENGTH = LIMITS.debugContextCharacters
const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?(\.\d{1,3})?Z$/

interface DebugContext {
  readonly place: Place
  /** Milliseconds since 1970 UTC; null: the real clock. Moves windows, never the expiry of a token, key or snapshot. */
  readonly now: number | null
}

/**
 * Reads `country=DE; regionCode=BY; timezone=Europe/Berlin; now=2026-11-22T21:30:00Z; anonymizer=vpn`. Only for
 * stacks with `DEBUG_CONTEXT=on`. What it leaves out comes from `base`, unless it names another country.
 * @throws ProblemError 400 naming the part that cannot be used
 */
export function parseDebugContext(header: string, base: Place): DebugContext {
  const given = entries(header)
  const country = given.get('country')
  if (country !== undefined && !isIsoCountry(country) && country !== 'XX' && country !== 'T1') {
    refuse('country', 'is neither an ISO 3166-1 code like DE, nor XX or T1')
  }
  const place = country === undefined ? base : placeFromCf({ country })
  const now = given.get('now')
  return {
    place: {
      country: place.country,
      regionCode: regionCode(given.get('regionCode')) ?? place.regionCode,
      timeZone: timeZone(given.get('timezone')) ?? place.timeZone,
      anonymizer: anonymizer(given.get('anonymizer')) ?? place.anonymizer,
    },
    now: now === undefined ? null : instant(now),
  }
}

function entries(header: string): ReadonlyMap<Key, string> {
  if (header.length > MAX_LENGTH) refuse(null, `is longer than ${MAX_LENGTH} characters`)
  const given = new Map<Key, string>()
  for (const part of header.split(';')) {
    const text = part.trim()
    if (text === '') continue
    const equals = text.indexOf('=')
    const key = KEYS.find((known) => known === text.slice(0, Math.max(equals, 0)).trim())
    if (key === undefined) refuse(null, `takes ${KEYS.join(', ')}, each as key=value, separated by ;`)
    if (given.has(key)) refuse(key, 'is given twice')
    given.set(key, text.slice(equals + 1).trim())
  }
  if (given.size === 0) refuse(null, 'is empty; leave the header out, or name a country')
  return given
}

function regionCode(value: string | undefined): string | null {
  if (value === undefined) return null
  return REGION_CODE.test(value) ? value : refuse('regionCode', 'is not an ISO 3166-2 part like BY')
}

function timeZone(value: string | undefined): string | null {
  if (value === undefined) return null
  return isTimeZone(value) ? value : refuse('timezone', 'is not an IANA zone like Europe/Berlin')
}

function anonymizer(value: string | undefined): Place['anonymizer'] {
  if (value === undefined) return null
  return value === 'vpn' || value === 'tor' ? value : refuse('anonymizer', 'is neither vpn nor tor')
}

function instant(value: string): number {
  const match = INSTANT.exec(value)
  const time = match === null ? Number.NaN : Date.parse(value)
  // `Date` parses 30 February as a day in March: an instant is valid only if it formats back to the same text.
  const readsBack = Number.isFinite(time) && new Date(time).toISOString().startsWith(match?.[1] ?? ' ')
  return readsBack ? time : refuse('now', 'is not an instant in UTC like 2026-11-22T21:30:00Z')
}

function refuse(key: Key | null, problem: string): never {
  const field = key === null ? DEBUG_CONTEXT_HEADER : `${DEBUG_CONTEXT_HEADER}.${key}`
  throw new ProblemError('invalid-field', { field, detail: `${field} ${problem}.`, code: 'debug-context' })
}
