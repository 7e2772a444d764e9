import type { RegionId, TerritoryCode } from '../../model/nouns/region.ts'
import { UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import type { Rules, TerritoryRule } from '../../model/policies/rules.ts'

/**
 * The first and the last zone of the earth. At an unknown place a local window is open only while it is open
 * everywhere: from the last place that starts (UTC−12) to the first that ends (UTC+14).
 */
const EVERYWHERE = ['Etc/GMT+12', 'Etc/GMT-14'] as const

/** One column of a snapshot: a territory of the region, or the unknown place of region `world`. */
export interface CompiledPlace {
  readonly code: TerritoryCode
  readonly rule: TerritoryRule | null
}

/** The territories of a region, in code order; region `world` has the unknown place alone. */
export function placesOf(rules: Rules, region: RegionId): readonly CompiledPlace[] {
  if (region === 'world') return [{ code: UNKNOWN_TERRITORY, rule: null }]
  return [...rules.territories.values()]
    .filter((rule) => rule.region === region)
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map((rule) => ({ code: rule.code, rule }))
}

/** The zones to read `timeZone` in at a place (`territory`: its rights zone, else all its zones). */
export function zonesAt(place: CompiledPlace, timeZone: string): readonly string[] {
  if (timeZone !== 'territory') return [timeZone]
  if (place.rule === null) return EVERYWHERE
  return place.rule.rightsZone === null ? place.rule.zones : [place.rule.rightsZone]
}
