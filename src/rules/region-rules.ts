import type { RegionId } from '../model/region.ts'
import type { RegionRules, Rules } from '../model/rules.ts'
import { UNKNOWN_PLACE } from '../model/unknown-place.ts'

/** What of the rules one region's edge needs, always in the same order: equal rules give equal bytes. */
export function regionRules(rules: Rules, region: RegionId): RegionRules {
  const territories = [...rules.territories.values(), UNKNOWN_PLACE].filter((rule) => rule.region === region)
  return {
    version: rules.version,
    territories: territories.sort((left, right) => (left.code < right.code ? -1 : 1)),
    surfaces: [...rules.surfaces.values()].sort((left, right) => (left.id < right.id ? -1 : 1)),
    bands: [...rules.bands.values()].sort((left, right) => left.minAge - right.minAge),
    maturity: rules.maturity,
    autoplay: rules.autoplay,
    ranking: rules.ranking,
    watershed: rules.watershed.filter(({ territory }) => rules.territories.get(territory)?.region === region),
  }
}
