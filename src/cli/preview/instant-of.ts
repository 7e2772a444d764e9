import { instantsShowing } from '../../model/fields/instants-showing.ts'
import { placeOf } from '../../rules/lookup/place-table.ts'
import { UsageError } from '../frame/refusal.ts'

const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/
const MINUTE_MS = 60_000

/**
 * The instant that somebody typed, in UTC: with an offset as it stands, without one by the clocks of these countries,
 * if they all show that time once, at the same instant.
 *
 * @param timeZone the zone that was typed beside it; undefined: none
 * @param flag where it was typed
 */
export function instantOf(
  typed: string,
  countries: readonly string[],
  timeZone: string | undefined,
  flag = '--at',
): string {
  if (WITH_OFFSET.test(typed) && Number.isFinite(Date.parse(typed))) return new Date(typed).toISOString()
  if (!LOCAL.test(typed) || !Number.isFinite(Date.parse(`${typed}Z`))) {
    throw new UsageError(
      `${flag} is "${typed}"`,
      'local time like 2026-12-04T20:00, or with an offset: 2026-12-04T20:00+01:00',
    )
  }
  const zones = timeZone === undefined ? countries.flatMap((country) => placeOf(country).zones) : [timeZone]
  const found = [...new Set(zones.flatMap((zone) => instantsIn(typed, zone)))].sort((left, right) => left - right)
  const [only] = found
  const where = timeZone ?? countries.join(', ')
  if (only === undefined)
    throw new UsageError(`no clock of ${where} shows ${typed}`, 'it is skipped there: choose another time')
  if (found.length === 1) return new Date(only).toISOString()
  const choices = offsetsOf(typed, found).join(' or ')
  throw new UsageError(`${typed} is several instants in ${where}`, `say which: ${flag} ${choices}; or give --timezone`)
}

function instantsIn(local: string, zone: string): readonly number[] {
  try {
    return instantsShowing(local, zone)
  } catch {
    throw new UsageError('--timezone is no zone', 'an IANA zone, like Europe/Berlin')
  }
}

/** The first and the last of them, as they are typed with an offset. */
function offsetsOf(local: string, instants: readonly number[]): string[] {
  const wall = Date.parse(`${local}Z`)
  return [instants[0], instants.at(-1)].flatMap((instant) => {
    if (instant === undefined) return []
    const minutes = Math.round((wall - instant) / MINUTE_MS)
    const size = Math.abs(minutes)
    const two = (value: number) => String(value).padStart(2, '0')
    return [`${local}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`]
  })
}
