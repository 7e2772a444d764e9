import type { Rules } from '../../model/policies/rules.ts'
import { expandTerritories } from '../../rules/lookup/expand-territories.ts'
import { GateAgeSearch, secondPersonByTerms } from '../../rules/lookup/second-person.ts'
import type { SecondPersonRules } from '../../schedule/campaigns/second-person.ts'

/** What `rules/approval.json` says of second persons, for whoever writes campaigns. */
export function secondPersonRules(rules: Rules): SecondPersonRules {
  const search = new GateAgeSearch(rules)
  const expanded = new Map<string, ReadonlySet<string>>()
  const territoriesOf = (selectors: readonly string[]): ReadonlySet<string> => {
    const key = selectors.join(' ')
    const known = expanded.get(key) ?? expandTerritories(rules, selectors).territories
    expanded.set(key, known)
    return known
  }
  return {
    byTerms: (campaign) => secondPersonByTerms(rules, campaign),
    byVideo: (campaign, asset, title) => {
      const found = search.find(asset.ratings, title?.ratings ?? [], territoriesOf(campaign.territories))
      return found && `${asset.id} is rated ${found.age} in ${found.territory}`
    },
  }
}
