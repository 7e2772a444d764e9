import type { PlaceCode } from '../model/place-policies.ts'
import type { Rating } from '../model/rating.ts'
import { RATING_KINDS } from '../model/rating-words.ts'
import type { RegionId } from '../model/region.ts'
import type { Rules } from '../model/rules.ts'
import { EEA_ABROAD } from '../model/snapshot.ts'
import { type ResolvedRating, resolveRating } from '../rules/resolve-rating.ts'

/** What a set of ratings (an asset's own, and its title's) is at one place. */
export interface RatingPlace {
  readonly code: PlaceCode
  rate(own: readonly Rating[], title: readonly Rating[]): ResolvedRating
}

/**
 * The rating columns of a region: its territories in code order, the parts of its countries that have a
 * scale of their own, and, where viewers may keep its rights abroad, `EEA_ABROAD`. Region `world` has the
 * unknown place alone.
 */
export function ratingPlaces(
  rules: Rules,
  region: RegionId,
  territories: readonly PlaceCode[],
): readonly RatingPlace[] {
  if (region === 'world') {
    return territories.map((code) => ({ code, rate: (own, title) => anywhere(rules, own, title) }))
  }
  const parts = [...rules.labels.keys()].filter((place) => territories.some((code) => place.startsWith(`${code}-`)))
  const columns: RatingPlace[] = [...territories, ...parts.sort()].map((code) => ({
    code,
    rate: (own, title) => resolveRating(rules, code, own, title),
  }))
  if (territories.some((code) => rules.geo.portability.has(code))) {
    columns.push({ code: EEA_ABROAD, rate: (own, title) => abroad(rules, own, title) })
  }
  return columns
}

/** At an unknown place: the strictest of what it is in each territory that its ratings name. */
function anywhere(rules: Rules, own: readonly Rating[], title: readonly Rating[]): ResolvedRating {
  const stated = new Set([...own, ...title].map((rating) => rating.territory))
  return strictest([...stated].map((territory) => resolveRating(rules, territory, own, title)))
}

/** Away from home within the EEA: the strictest of what it is in any EEA territory that knows it. */
function abroad(rules: Rules, own: readonly Rating[], title: readonly Rating[]): ResolvedRating {
  const eea = [...rules.territories.values()].filter((rule) => rule.eea)
  const known = eea
    .map((rule) => resolveRating(rules, rule.code, own, title))
    .filter(({ state }) => state !== 'unrated')
  return strictest(known)
}

/**
 * Refused if refused in one, unrated if unrated in one or if there is none, else the greatest age, with the
 * kind that promises least: what is for kids in one place may not be in another.
 */
function strictest(resolved: readonly ResolvedRating[]): ResolvedRating {
  const [first = { state: 'unrated', because: 'missing' } as const, ...others] = resolved
  return others.reduce<ResolvedRating>((worst, next) => {
    if (worst.state === 'refused' || next.state === 'refused') return worst.state === 'refused' ? worst : next
    if (worst.state === 'unrated' || next.state === 'unrated') return worst.state === 'unrated' ? worst : next
    const kind = RATING_KINDS.indexOf(next.kind) > RATING_KINDS.indexOf(worst.kind) ? next.kind : worst.kind
    return { ...(next.age > worst.age ? next : worst), kind }
  }, first)
}
