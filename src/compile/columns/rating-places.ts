import { EEA_ABROAD, somewhereIn } from '../../model/columns/snapshot.ts'
import type { Rating } from '../../model/nouns/rating.ts'
import { RATING_KINDS } from '../../model/nouns/rating-vocabulary.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { PlaceCode } from '../../model/policies/place-policies.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { ratedPartsOf } from '../../rules/lookup/rated-parts.ts'
import { type ResolvedRating, resolveRating } from '../../rules/lookup/resolve-rating.ts'

/** One rating place, and how a set of ratings (an asset's own, and its title's) is resolved there. */
export interface RatingPlace {
  readonly code: PlaceCode
  rate(own: readonly Rating[], title: readonly Rating[]): ResolvedRating
}

/**
 * The rating columns of a region: its territories in code order; the parts of its countries that have their own scale;
 * for such a country, one column for viewers whose part is unknown; and `EEA_ABROAD`, if viewers may keep the region's
 * rights abroad. Region `world` has the unknown place only.
 */
export function ratingPlaces(
  rules: Rules,
  region: RegionId,
  territories: readonly PlaceCode[],
): readonly RatingPlace[] {
  if (region === 'world') {
    return territories.map((code) => ({ code, rate: (own, title) => anywhere(rules, own, title) }))
  }
  const parts = ratedPartsOf(rules, territories)
  const countries = territories.filter((code) => parts.some((part) => part.startsWith(`${code}-`)))
  const columns: RatingPlace[] = [...territories, ...parts].map((code) => ({
    code,
    rate: (own, title) => resolveRating(rules, code, own, title),
  }))
  for (const country of countries) {
    const own = parts.filter((part) => part.startsWith(`${country}-`))
    columns.push({ code: somewhereIn(country), rate: (...ratings) => somewhere(rules, country, own, ratings) })
  }
  if (territories.some((code) => rules.geo.portability.has(code))) {
    columns.push({ code: EEA_ABROAD, rate: (own, title) => abroad(rules, own, title) })
  }
  return columns
}

/**
 * A set of ratings, resolved at each place. Where the title above is refused, so is what has no rating of its own.
 *
 * @param above the ratings of the title above, at each place; empty: there is none
 */
export function ratingsUnder(
  places: readonly RatingPlace[],
  { own, title }: { readonly own: readonly Rating[]; readonly title: readonly Rating[] },
  above: readonly ResolvedRating[],
): readonly ResolvedRating[] {
  return places.map(({ rate }, place) => {
    const cell = above[place]
    return cell?.state === 'refused' && rate(own, []).state === 'unrated' ? cell : rate(own, title)
  })
}

/** The greatest age of ratings at the places of a region; null: they are rated nowhere. */
export function greatestRatedAge(ratings: readonly ResolvedRating[]): number | null {
  const ages = ratings.flatMap((rating) => (rating.state === 'rated' ? rating.age : []))
  return ages.length === 0 ? null : Math.max(...ages)
}

/** At an unknown place: the strictest rating over the territories that its ratings name. */
function anywhere(rules: Rules, own: readonly Rating[], title: readonly Rating[]): ResolvedRating {
  const stated = new Set([...own, ...title].map((rating) => rating.territory))
  return strictest([...stated].map((territory) => resolveRating(rules, territory, own, title)))
}

/**
 * For an unknown part of a country: the country's rating, or that of a part with a stated rating if that is stricter.
 */
function somewhere(
  rules: Rules,
  country: PlaceCode,
  parts: readonly PlaceCode[],
  [own, title]: readonly [own: readonly Rating[], title: readonly Rating[]],
): ResolvedRating {
  const stated = parts.filter((part) => [...own, ...title].some(({ territory }) => territory === part))
  return strictest([country, ...stated].map((place) => resolveRating(rules, place, own, title)))
}

/**
 * Away from home within the EEA: the strictest rating over the EEA territories that know it. A label known only as a
 * minimum age counts with that age too.
 */
function abroad(rules: Rules, own: readonly Rating[], title: readonly Rating[]): ResolvedRating {
  const eea = [...rules.territories.values()]
    .filter((rule) => rule.eea)
    .map((rule) => resolveRating(rules, rule.code, own, title))
  const worst = strictest(eea.filter(({ state }) => state !== 'unrated'))
  return worst.state === 'refused' ? worst : { ...worst, age: Math.max(worst.age, greatestAge(eea)) }
}

function greatestAge(resolved: readonly ResolvedRating[]): number {
  return Math.max(0, ...resolved.map((each) => (each.state === 'refused' ? 0 : each.age)))
}

/**
 * Combines ratings: refused if refused in one, unrated if unrated in one or if there is none. In each case the greatest
 * age, the least reassuring kind (content for kids in one place may not be in another), and the least age as a bound.
 */
function strictest(resolved: readonly ResolvedRating[]): ResolvedRating {
  const refused = resolved.find(({ state }) => state === 'refused')
  if (refused) return refused
  const age = greatestAge(resolved)
  const unrated = resolved.find((each) => each.state === 'unrated')
  if (unrated) return { ...unrated, age }
  const rated = resolved.filter((each) => each.state === 'rated')
  const top = rated.find((each) => each.age === age)
  if (!top) return { state: 'unrated', because: 'missing', age: 0 }
  const kinds = rated.map((each) => RATING_KINDS.indexOf(each.kind))
  const kind = RATING_KINDS[Math.max(...kinds)] ?? top.kind
  return { ...top, kind, leastAge: Math.min(...rated.map((each) => each.leastAge)) }
}
