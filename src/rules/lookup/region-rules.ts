import { EEA_ABROAD, somewhereIn } from '../../model/columns/snapshot.ts'
import type { RegionId, TerritoryCode } from '../../model/nouns/region.ts'
import type { PlaceCode } from '../../model/policies/place-policies.ts'
import type { RegionRules, Rules, TerritoryRule, UnratedAudience } from '../../model/policies/rules.ts'
import { UNKNOWN_PLACE } from '../../model/policies/unknown-place.ts'
import type { WatershedRule } from '../../model/policies/watershed.ts'
import { ratedPartsOf } from './rated-parts.ts'

/** The part of the rules that one region's edge needs, always in the same order: equal rules give equal bytes. */
export function regionRules(rules: Rules, region: RegionId): RegionRules {
  const territories = inCodeOrder(
    [...rules.territories.values(), UNKNOWN_PLACE].filter((rule) => rule.region === region),
  )
  const portability = territories.some(({ code }) => rules.geo.portability.has(code))
    ? [...rules.geo.portability].sort()
    : []
  const places = inCodeOrder(
    [...rules.territories.values()].filter((rule) => rule.region !== region && portability.includes(rule.code)),
  )
  const here = (code: TerritoryCode): boolean =>
    region === UNKNOWN_PLACE.region || [...territories, ...places].some((rule) => rule.code === code)
  return {
    version: rules.version,
    territories,
    surfaces: [...rules.surfaces.values()].sort((left, right) => (left.id < right.id ? -1 : 1)),
    bands: [...rules.bands.values()].sort((left, right) => left.minAge - right.minAge),
    maturity: rules.maturity,
    autoplay: rules.autoplay,
    ranking: rules.ranking,
    slate: [...rules.slate.values()].sort((left, right) => (left.surface < right.surface ? -1 : 1)),
    watershed: clocksOf(rules.watershed, here),
    places,
    portability,
    ratedParts: ratedPartsOf(
      rules,
      territories.map(({ code }) => code),
    ),
    unratedForAdults: ratingColumnCodes(rules, territories).filter((place) => unratedFor(rules, place) === 'adults'),
    anonymizers: rules.geo.anonymizers,
    embargo: rules.embargo,
    page: { ...rules.page, trustSpaces: rules.page.trustSpaces.filter(({ territory }) => here(territory)) },
    descriptors: {
      refused: rules.descriptors.refused.map((rule) => ({ ...rule, territories: rule.territories.filter(here) })),
      required: rules.descriptors.required.map((rule) => ({ ...rule, territories: rule.territories.filter(here) })),
    },
  }
}

/** The codes of a region's rating columns, but for the unknown place, where nobody can say what the law wants. */
function ratingColumnCodes(rules: Rules, territories: readonly TerritoryRule[]): readonly PlaceCode[] {
  const codes = territories.map(({ code }) => code).filter((code) => rules.territories.has(code))
  const parts = ratedPartsOf(rules, codes)
  const countries = codes.filter((code) => parts.some((part) => part.startsWith(`${code}-`)))
  return [...codes, ...parts, ...countries.map(somewhereIn), EEA_ABROAD]
}

/** The strictest of the places that a rating column stands for. */
function unratedFor(rules: Rules, column: PlaceCode): UnratedAudience {
  const isMeant = (place: PlaceCode): boolean => {
    if (column === EEA_ABROAD) return rules.territories.get(place)?.eea === true
    return place === column || (column === somewhereIn(column.slice(0, 2)) && place.startsWith(column.slice(0, 2)))
  }
  return [...rules.unrated].some(([place, audience]) => audience === 'nobody' && isMeant(place)) ? 'nobody' : 'adults'
}

/** The clocks that could apply here; those without meaning for video on demand never do. */
function clocksOf(clocks: readonly WatershedRule[], here: (code: TerritoryCode) => boolean): readonly WatershedRule[] {
  return clocks.filter(({ territory, onDemand }) => onDemand !== 'no' && here(territory))
}

function inCodeOrder(rules: readonly TerritoryRule[]): readonly TerritoryRule[] {
  return [...rules].sort((left, right) => (left.code < right.code ? -1 : 1))
}
