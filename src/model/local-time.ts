import { z } from 'zod'

/**
 * `YYYY-MM-DDTHH:MM[:SS]` without a zone: a wall clock, read in the record's `timeZone`
 * (`territory`: each territory's own). A trailing `Z` is refused, so that nobody means UTC by accident.
 */
export const localDateTime = z
  .string()
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/,
    'a local time without a zone, like 2026-11-01T00:00:00',
  )

/** `YYYY-MM-DD`. */
export const localDate = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date, like 2010-09-27')

/** `HH:MM` of a day; `24:00` is the end of it. */
export const clockTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day, like 18:30')

/** `territory` (each territory's own clock), `UTC`, or an IANA zone such as `Europe/Berlin`. */
export const timeZoneRule = z.string().regex(/^(territory|UTC|[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+)$/, {
  error: 'territory, UTC or an IANA zone, like Europe/Berlin',
})
