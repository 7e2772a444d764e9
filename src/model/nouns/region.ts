/**
 * The regions: groups of territories that share one snapshot. `world` serves unknown places and
 * holds worldwide-cleared assets only. `rules/territories.json` puts each territory into exactly one.
 */
export const REGION_IDS = [
  'na',
  'latam',
  'br',
  'uki',
  'dach',
  'fr',
  'med',
  'north',
  'cee',
  'mea',
  'in',
  'apac',
  'world',
] as const

export type RegionId = (typeof REGION_IDS)[number]

/** The territory code that stands for "unknown place": a missing country, `XX`, or Tor's `T1`. */
export const UNKNOWN_TERRITORY = 'XX'

/** ISO 3166-1 alpha-2, upper case; `XK` is accepted, as Cloudflare reports it. */
export type TerritoryCode = string

/** Whether a text names a region. */
export function isRegionId(value: string): value is RegionId {
  return (REGION_IDS as readonly string[]).includes(value)
}
