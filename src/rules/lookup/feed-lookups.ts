import type { Rating } from '../../model/nouns/rating.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { expandTerritories } from './expand-territories.ts'
import { labelKey } from './label-table.ts'

/** What reading a feed asks of the rules. */
export interface FeedRules {
  readonly territoriesOf: (selectors: readonly string[]) => readonly string[]
  readonly ratingsOf: (system: string, label: string, territories: readonly string[]) => readonly Rating[]
}

type NeededRules = Pick<Rules, 'territories' | 'groups' | 'labels'>

/**
 * The rules as a feed's reader asks them. A rating of a feed names a system and no country: it stands in every country
 * that states a scale of this name with this label, and in no other (`DE` learns nothing from `urn:mpaa`). Where the
 * feed's own countries know it, only those are named, so that records stay short.
 */
export function feedRules(rules: NeededRules): FeedRules {
  const known = new Map<string, readonly Rating[]>()
  const all = (system: string, label: string): readonly Rating[] => {
    const key = labelKey(system, label)
    const found = known.get(key) ?? ratingsUnder(rules, system, label)
    if (known.size > REMEMBERED) known.clear()
    known.set(key, found)
    return found
  }
  const countries = new Map<string, readonly string[]>()
  return {
    territoriesOf: (selectors) => {
      // The items of a feed ask the same again and again. A selector may be any text, one with a blank too.
      const key = JSON.stringify(selectors)
      const found = countries.get(key) ?? [...expandTerritories(rules, selectors).territories].sort()
      if (countries.size > REMEMBERED) countries.clear()
      if (key.length < LONGEST_REMEMBERED) countries.set(key, found)
      return found
    },
    ratingsOf: (system, label, territories) => {
      const found = all(system, label)
      const here = found.filter(({ territory }) => territories.includes(territory.slice(0, 2)))
      return here.length > 0 ? here : found
    },
  }
}

/** More spellings than all scales have together: beyond it a feed is guessing. */
const REMEMBERED = 5000
/** In characters: longer lists are worked out each time. */
const LONGEST_REMEMBERED = 2000

/** Feeds write any scale as a URN, such as `urn:fsk`; what none of ours is called is looked up without that. */
function ratingsUnder(rules: NeededRules, system: string, label: string): readonly Rating[] {
  const found = ratingsNamed(rules, system, label)
  const bare = system.replace(/^urn:/i, '')
  return found.length > 0 || bare === system ? found : ratingsNamed(rules, bare, label)
}

function ratingsNamed({ labels, territories }: NeededRules, system: string, label: string): readonly Rating[] {
  const key = labelKey(system, label)
  return [...labels]
    .filter(([place, table]) => statesItself(territories, place) && table.get(key)?.known)
    .map(([territory]) => ({ territory, system, label }))
    .sort((left, right) => (left.territory < right.territory ? -1 : 1))
}

/** A part of a country has a table only if it states one. */
function statesItself(territories: NeededRules['territories'], place: string): boolean {
  const row = territories.get(place)
  return row === undefined || (row.ratingsFrom ?? place) === place
}
