import groupFile from '../../rules/groups.json' with { type: 'json' }
import geo from '../../rules/policies/geo.json' with { type: 'json' }
import { type RegionId, type TerritoryCode, UNKNOWN_TERRITORY } from '../model/region.ts'
import { regionOf } from './region-of.ts'

// Read without a schema here, since the edge's bundle leaves zod's whole out, and held to their schemas by the tests.
const GROUPS: Readonly<Record<string, readonly string[]>> = groupFile.groups
const ANONYMIZERS: Readonly<Record<string, string>> = geo.anonymizers
/** Only what is confirmed: keeping home rights widens. */
const PORTABILITY: ReadonlySet<string> = new Set(
  geo.portability.filter(({ verified }) => verified === 'yes').flatMap(({ group }) => GROUPS[group] ?? []),
)

/**
 * Whose snapshot answers a request: the place's, or that of the residence whose rights a member keeps abroad;
 * `world` where nobody knows the place. The context is derived again from the snapshot's own rules, so a
 * snapshot that says otherwise narrows.
 */
export function regionFor(
  place: { readonly country: TerritoryCode; readonly anonymizer: string | null },
  viewer: { readonly state: string; readonly residence: TerritoryCode | null },
): RegionId {
  if (place.anonymizer !== null && ANONYMIZERS[place.anonymizer] !== 'as-reported') {
    return regionOf(UNKNOWN_TERRITORY)
  }
  const { residence } = viewer
  const ported =
    viewer.state === 'member' &&
    residence !== null &&
    residence !== place.country &&
    [residence, place.country].every((code) => PORTABILITY.has(code))
  return regionOf(ported ? residence : place.country)
}
