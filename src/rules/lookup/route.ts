import { type RegionId, type TerritoryCode, UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import { ANONYMIZERS, PORTABLE } from '../generated/routing.ts'
import { regionOf } from './region-of.ts'

const PORTABILITY: ReadonlySet<string> = new Set(PORTABLE.split(' '))

/**
 * The region whose snapshot answers a request: the place's, or that of the residence whose rights a member keeps
 * abroad; `world` for an unknown place. The context is derived again from the snapshot's own rules, so a snapshot that
 * disagrees narrows.
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
