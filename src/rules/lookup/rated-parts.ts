import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { PlaceCode } from '../../model/policies/place-policies.ts'
import type { Rules } from '../../model/policies/rules.ts'

/** The parts of these countries that have a rating scale of their own, such as `CA-QC`, in code order. */
export function ratedPartsOf(rules: Pick<Rules, 'labels'>, countries: readonly TerritoryCode[]): readonly PlaceCode[] {
  return [...rules.labels.keys()].filter((place) => place.includes('-') && countries.includes(place.slice(0, 2))).sort()
}
