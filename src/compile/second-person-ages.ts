import { NO_INDEX } from '../model/columns/snapshot.ts'
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

/**
 * Which videos a campaign that one person has approved may not show, as they are rated now: a video may be rated higher
 * long after the approval, or may have come in since. It is the search by which an approval is asked of two.
 */
export class SecondPersonAges {
  private readonly search: GateAgeSearch
  private readonly ratings: { readonly own: readonly Rating[]; readonly title: readonly Rating[] }[] = []
  /** By rating class and the campaign's territories. */
  private readonly kept = new Map<
    string,
    { readonly territories: readonly TerritoryCode[]; readonly age: number } | null
  >()

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

  /** Why a video of a rating class takes a second person somewhere that a campaign goes; null: it does not, or `NO_INDEX`. */
  refuse({ id, territories }: Pick<Campaign, 'id' | 'territories'>, ratingClass: number): SecondPersonRefusal | null {
    if (ratingClass === NO_INDEX) return null
    const key = `${ratingClass} ${territories.join(' ')}`
    const known = this.kept.get(key)
    const found = known === undefined ? this.find(ratingClass, territories) : known
    if (known === undefined) this.kept.set(key, found)
    if (found === null) return null
    const value = `rated ${found.age} in ${found.territories.join(' ')}`
    const source = `campaign ${id}, which one person has approved`
    return { reason: 'not-approved', rule: SECOND_PERSON_RULE, source, value, territories: found.territories }
  }

  private find(ratingClass: number, selectors: readonly string[]) {
    const { own, title } = this.ratings[ratingClass] ?? { own: [], title: [] }
    const all = this.search.all(own, title, this.expand(selectors))
    if (all.length === 0) return null
    const age = Math.max(...all.map((each) => each.age))
    return { territories: all.map(({ territory }) => territory).sort(), age }
  }
}
