import { goalOfEvents } from '../../model/fields/goal.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { Rating } from '../../model/nouns/rating.ts'
import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { resolveRating } from './resolve-rating.ts'

type Needed = Pick<Rules, 'approval' | 'labels' | 'territories'>

/** Why a campaign needs a second person by its own words, each as a short text; empty: by these it needs none. */
export function secondPersonByTerms({ approval }: Needed, campaign: Pick<Campaign, 'priority' | 'goal'>): string[] {
  const { priorities, goalEvents } = approval
  const goal = goalOfEvents(campaign.goal)
  return [
    ...(priorities.includes(campaign.priority) ? [`it is a ${campaign.priority}`] : []),
    // A share takes from others only what they would leave it without a goal.
    ...(goal !== null && goal.count >= goalEvents ? [`its goal is ${goal.count} ${goal.kind}`] : []),
  ]
}

/** A video's gate age in one of the territories, if that needs a second person. */
export interface GateAgeFound {
  readonly territory: TerritoryCode
  /** In years. */
  readonly age: number
}

/** Places are a country, or a part of one as in `CA-QC`. */
const COUNTRY_LENGTH = 2

/** Finds videos that need a second person, by their ratings. What an asset or title says is looked up once. */
export class GateAgeSearch {
  private readonly kept = new Map<string, ReadonlyMap<TerritoryCode, number>>()

  constructor(private readonly rules: Needed) {}

  /**
   * The first of these territories where the gate age is so high that a second person is needed; null: none. A video
   * without a rating is not counted: it is for nobody there, or for adults, and the linter speaks of it.
   */
  find(own: readonly Rating[], title: readonly Rating[], territories: ReadonlySet<TerritoryCode>): GateAgeFound | null {
    for (const [territory, age] of this.highAges(own, title)) if (territories.has(territory)) return { territory, age }
    return null
  }

  /** All of these territories where it is so, in the order of the rules. */
  all(own: readonly Rating[], title: readonly Rating[], territories: ReadonlySet<TerritoryCode>): GateAgeFound[] {
    return [...this.highAges(own, title)].flatMap(([territory, age]) => {
      return territories.has(territory) ? [{ territory, age }] : []
    })
  }

  private highAges(own: readonly Rating[], title: readonly Rating[]): ReadonlyMap<TerritoryCode, number> {
    const key = JSON.stringify([own, title])
    const known = this.kept.get(key)
    if (known !== undefined) return known
    const found = new Map<TerritoryCode, number>()
    const stated = new Set([...own, ...title].map(({ territory }) => territory.slice(0, COUNTRY_LENGTH)))
    if (stated.size > 0) {
      for (const [territory, { ratingsFrom }] of this.rules.territories) {
        // Where nothing is said of it, nor where its ratings are taken from, it has none.
        if (!stated.has(territory) && !stated.has(ratingsFrom)) continue
        const rating = resolveRating(this.rules, territory, own, title)
        if (rating.state === 'rated' && rating.age >= this.rules.approval.gateAge) found.set(territory, rating.age)
      }
    }
    this.kept.set(key, found)
    return found
  }
}
