import { isZoneInUse } from '../../rules/lookup/zones-in-use.ts'

const SHAPE = /^[A-Za-z][A-Za-z_]{0,31}(\/[A-Za-z0-9_+-]{1,31}){0,2}$/

/** Zones already checked: the first check by `Intl` takes milliseconds, and a point of presence sees few zones. */
const known = new Map<string, boolean>()
const MAX_KNOWN = 600

/**
 * Whether a value is an IANA zone that some territory uses, or that the runtime knows. Offsets such as `+01:00` are
 * not.
 */
export function isTimeZone(value: unknown): value is string {
  if (typeof value !== 'string' || !SHAPE.test(value)) return false
  const remembered = known.get(value)
  if (remembered !== undefined) return remembered
  if (known.size >= MAX_KNOWN) known.clear()
  const valid = isZoneInUse(value) || isKnownToRuntime(value)
  known.set(value, valid)
  return valid
}

function isKnownToRuntime(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
