import file from '../../../rules/territories.json' with { type: 'json' }
import { isRegionId, type RegionId, type TerritoryCode, UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import { UNKNOWN_PLACE } from '../../model/policies/unknown-place.ts'

/** The place of a request, known before any snapshot is loaded. */
export interface PlaceEntry {
  /** ISO code, or `XX` for an unknown place. */
  readonly territory: TerritoryCode
  readonly region: RegionId
  /** Every IANA zone in use there; for an unknown place, the first and the last clock on earth. */
  readonly zones: readonly string[]
}

const UNKNOWN: PlaceEntry = { territory: UNKNOWN_TERRITORY, region: 'world', zones: UNKNOWN_PLACE.zones }

// No schema here: the edge bundle leaves zod out, and the tests hold this very file to its schema.
const PLACES: ReadonlyMap<string, PlaceEntry> = new Map(
  file.territories.flatMap(({ code, region, zones }): [string, PlaceEntry][] =>
    isRegionId(region) ? [[code, { territory: code, region, zones }]] : [],
  ),
)

/**
 * The place of a country code as reported by the platform. A missing code, `XX`, `T1` and any other that is no
 * territory: the unknown place.
 */
export function placeOf(country: string | null | undefined): PlaceEntry {
  return PLACES.get(country ?? UNKNOWN_TERRITORY) ?? UNKNOWN
}
