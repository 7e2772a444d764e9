import type { Campaign } from '../model/nouns/campaign.ts'
import type { Rating } from '../model/nouns/rating.ts'
import type { TerritoryCode } from '../model/nouns/region.ts'
import type { Rules } from '../model/policies/rules.ts'
import { GateAgeSearch } from '../rules/lookup/second-person.ts'
import type { RecordRefusal } from './record-refusals.ts'

/** The rule by which a video waits for a second person. */
export const SECOND_PERSON_RULE = 'campaign.secondPerson'

/** As any refusal, and where the video is rated so high. */
interface SecondPersonRefusal extends RecordRefusal {
  readonly territories: readonly TerritoryCode[]
}

/** Where a video is rated so high that it takes two, and the greatest age there. */
interface FoundAges {
  readonly territories: readonly TerritoryCode[]
  /** In years. */
  readonly age: number
}

/**
 * Which videos a campaign that one person has approved may not show, as they are rated now: a video may be rated higher
 * long after the approval, or may have come in since. It is the search by which an approval is asked of two.
 */
export class SecondPersonAges {
  private readonly search: GateAgeSearch
  private readonly ratings: { readonly own: readonly Rating[]; readonly title: readonly Rating[] }[] = []
  /** By the campaign's territories, and by rating class. */
  private readonly kept = new Map<string, Map<number, FoundAges | null>>()

  constructor(
    rules: Rules,
    private readonly expand: (selectors: readonly string[]) => ReadonlySet<TerritoryCode>,
  ) {
    this.search = new GateAgeSearch(rules)
  }

  /** Says what the next rating class is of. */
  note(own: readonly Rating[], title: readonly Rating[]): void {
    this.ratings.push({ own, title })
  }

  /**
   * Why videos may not be shown under a campaign, by their rating class; null: they may. A class that is none, such as
   * `NO_INDEX`, has no rating.
   */
  under({
    id,
    territories,
  }: Pick<Campaign, 'id' | 'territories'>): (ratingClass: number) => SecondPersonRefusal | null {
    const key = territories.join(' ')
    const known = this.kept.get(key) ?? new Map<number, FoundAges | null>()
    this.kept.set(key, known)
    return (ratingClass) => {
      const kept = known.get(ratingClass)
      const found = kept === undefined ? this.find(ratingClass, territories) : kept
      if (kept === undefined) known.set(ratingClass, found)
      if (found === null) return null
      const value = `rated ${found.age} in ${found.territories.join(' ')}`
      const source = `campaign ${id}, which one person has approved`
      return { reason: 'not-approved', rule: SECOND_PERSON_RULE, source, value, territories: found.territories }
    }
  }

  private find(ratingClass: number, selectors: readonly string[]): FoundAges | null {
    const { own, title } = this.ratings[ratingClass] ?? { own: [], title: [] }
    const all = this.search.all(own, title, this.expand(selectors))
    if (all.length === 0) return null
    const age = Math.max(...all.map((each) => each.age))
    return { territories: all.map(({ territory }) => territory).sort(), age }
  }
}
