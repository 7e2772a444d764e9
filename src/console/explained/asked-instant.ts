import { instantsShowing } from '../../model/fields/instants-showing.ts'
import { Refused } from '../ask.ts'

const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/

/**
 * The instant that somebody typed: with an offset as it stands, without one by the clock of the place. Where that clock
 * shows the time twice, the first of both.
 *
 * @returns milliseconds since 1970 UTC
 * @throws Refused 400 that names the field
 */
export function askedInstant(text: string, field: string, timeZone: string): number {
  if (WITH_OFFSET.test(text) && Number.isFinite(Date.parse(text))) return Date.parse(text)
  if (!LOCAL.test(text) || !Number.isFinite(Date.parse(`${text}Z`))) {
    throw wrongField(
      field,
      `"${text.slice(0, 40)}" is no time: write 2026-12-04T20:00, or with an offset …+01:00 or …Z.`,
    )
  }
  const [first] = instantsShowing(text, timeZone)
  if (first === undefined) throw wrongField(field, `No clock of ${timeZone} shows ${text}: the hour is skipped there.`)
  return first
}

/** The refusal of a parameter that a page cannot read. */
export function wrongField(field: string, detail: string): Refused {
  return new Refused({ type: 'about:blank', title: 'A wrong address', status: 400, detail, field })
}
