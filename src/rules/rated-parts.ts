import type { PlaceCode } from '../model/place-policies.ts'
import type { TerritoryCode } from '../model/region.ts'
import type { Rules } from '../model/rules.ts'

/** The parts of these countries that have a rating scale of their own, such as `CA-QC`, in code order. */
export function ratedPartsOf(rules: Pick<Rules, 'labels'>, countries: readonly TerritoryCode[]): readonly PlaceCode[] {
  return [...rules.labels.keys()].filter((place) => place.includes('-') && countries.includes(place.slice(0, 2))).sort()
}
