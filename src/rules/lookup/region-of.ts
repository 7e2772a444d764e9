import { isRegionId, type RegionId, type TerritoryCode } from '../../model/nouns/region.ts'
import { TERRITORIES_BY_REGION } from '../generated/territories-by-region.ts'

const REGIONS: ReadonlyMap<string, RegionId> = new Map(
  Object.entries(TERRITORIES_BY_REGION).flatMap(([region, codes]) =>
    isRegionId(region) ? codes.split(' ').map((code): [string, RegionId] => [code, region]) : [],
  ),
)

/**
 * The region that serves a country code as reported by the platform; `world` for codes that are no territory. Names and
 * zones are left out: the edge's bundle would carry thirty kilobytes that it never reads.
 */
export function regionOf(country: TerritoryCode): RegionId {
  return REGIONS.get(country) ?? 'world'
}
