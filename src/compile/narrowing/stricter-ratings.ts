import { EEA_ABROAD } from '../../model/columns/snapshot.ts'
import type { Rating } from '../../model/nouns/rating.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import type { PlaceCode } from '../../model/policies/place-policies.ts'
import type { Rules } from '../../model/policies/rules.ts'
import type { ResolvedRating } from '../../rules/lookup/resolve-rating.ts'
import { type RatingPlace, ratingPlaces } from '../columns/rating-places.ts'
import { placesOf } from '../time/place.ts'
import { ratingNarrows } from './narrowed-rating.ts'

/** A record's own ratings, and those of its title. */
export type Ratings = readonly [own: readonly Rating[], title: readonly Rating[]]

/** Bound of the cached verdicts on sets of ratings, about 20 kB each: records of a feed mostly share theirs. */
const REMEMBERED = 500

/**
 * Finds the places where a change of ratings refuses somebody who was served before. Verdicts on a set of ratings are
 * cached.
 */
export class StricterRatings {
  private readonly columns: readonly RatingPlace[]
  private readonly clocksByLabel: ReadonlySet<string>
  private readonly verdicts = new Map<string, readonly ResolvedRating[]>()

  constructor(private readonly rules: Rules) {
    this.columns = REGION_IDS.flatMap((region) =>
      ratingPlaces(
        rules,
        region,
        placesOf(rules, region).map(({ code }) => code),
      ),
    )
    this.clocksByLabel = new Set(
      rules.watershed.filter(({ labels }) => labels?.length).map(({ territory }) => territory),
    )
  }

  /** The countries where it does, each once, `EEA_ABROAD` included; for a part of a country, the country. */
  places(before: Ratings, after: Ratings): readonly PlaceCode[] {
    const [old, next] = [JSON.stringify(before), JSON.stringify(after)]
    if (old === next) return []
    const [was, is] = [this.verdictsOn(old, before), this.verdictsOn(next, after)]
    const { unratedAge, kidsKinds } = this.rules.maturity
    const found = this.columns.flatMap(({ code }, column) => {
      const [one, other] = [was[column], is[column]]
      const policy = { unratedAge, kidsKinds, clockByLabel: this.clocksByLabel.has(code) }
      if (one === undefined || other === undefined || !ratingNarrows(one, other, policy)) return []
      return [code === EEA_ABROAD ? code : code.slice(0, 2)]
    })
    return [...new Set(found)]
  }

  private verdictsOn(key: string, ratings: Ratings): readonly ResolvedRating[] {
    const known = this.verdicts.get(key)
    if (known !== undefined) return known
    const made = this.columns.map(({ rate }) => rate(...ratings))
    if (this.verdicts.size >= REMEMBERED) this.verdicts.clear()
    this.verdicts.set(key, made)
    return made
  }
}
