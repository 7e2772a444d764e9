import { z } from 'zod'

const LEAP_YEAR = '(\\d\\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)'
const DAY_OF_ANY_YEAR =
  '((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8]))'
/**
 * A day that exists in the Gregorian calendar, as one pattern, so that the published JSON Schemas refuse all others
 * too.
 */
const DAY = `(\\d{4}-${DAY_OF_ANY_YEAR}|${LEAP_YEAR}-02-29)`

/**
 * `YYYY-MM-DDTHH:MM[:SS]` without a zone: a wall clock, read in the record's `timeZone`
 * (`territory`: each territory's own). A trailing `Z` is refused, so that nobody means UTC by accident. Kept with its
 * seconds, so that two of them compare as texts.
 */
export const localDateTime = z
  .string()
  .regex(
    new RegExp(`^${DAY}T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$`),
    'a local time without a zone, on a day that exists, like 2026-11-01T00:00:00',
  )
  .overwrite((text) => (/T\d\d:\d\d$/.test(text) ? `${text}:00` : text))

/** Whether a half-open window `[start, end)` has a length in local time; null is an open side. */
export function hasLength(start: string | null, end: string | null): boolean {
  return start === null || end === null || start < end
}

/** `YYYY-MM-DD`. */
export const localDate = z.string().regex(new RegExp(`^${DAY}$`), 'a date that exists, like 2010-09-27')

/** `HH:MM` of a day; `24:00` is the end of it. */
export const clockTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day, like 18:30')

/** `territory` (each territory's own clock), `UTC`, or an IANA zone such as `Europe/Berlin`. */
export const timeZoneRule = z.string().regex(/^(territory|UTC|[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+)$/, {
  error: 'territory, UTC or an IANA zone, like Europe/Berlin',
})
