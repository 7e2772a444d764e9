import { ZONES_IN_USE } from '../generated/zones-in-use.ts'

/** Whether some territory's clocks go by this IANA zone. */
export function isZoneInUse(zone: string): boolean {
  const slash = zone.indexOf('/')
  if (slash < 0) return false
  const area = zone.slice(0, slash)
  return Object.hasOwn(ZONES_IN_USE, area) && ` ${ZONES_IN_USE[area]} `.includes(` ${zone.slice(slash + 1)} `)
}
