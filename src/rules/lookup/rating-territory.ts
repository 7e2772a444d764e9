import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'

/**
 * Whose labels count at a place: a part of the country with a scale of its own (`CA-QC`), else the country.
 * Give the answer to `resolveRating` as its territory. Such a part reads its own labels only: a rating that
 * names the country says nothing there.
 *
 * @param country ISO 3166-1 code
 * @param regionCode the ISO 3166-2 part without its country, such as `QC`; null when unknown
 */
export function ratingTerritoryOf(
  rules: Pick<Rules, 'labels'>,
  country: TerritoryCode,
  regionCode: string | null,
): TerritoryCode {
  const part = `${country}-${regionCode ?? ''}`
  return rules.labels.has(part) ? part : country
}
