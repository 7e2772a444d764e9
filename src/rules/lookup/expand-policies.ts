import type { TerritoryCode } from '../../model/nouns/region.ts'
import type {
  DescriptorPolicy,
  EmbargoRule,
  GeoPolicy,
  PagePolicy,
  PrivacyPolicy,
} from '../../model/policies/place-policies.ts'
import type { Rules } from '../../model/policies/rules.ts'
import type { RuleFiles } from '../files/rule-files.ts'
import { expandTerritories } from './expand-territories.ts'

type Known = Pick<Rules, 'territories' | 'groups'>

/** Expands the groups in the policies of places and content. A policy that can only widen counts only if confirmed. */
export function expandPolicies(files: RuleFiles, known: Known): Policies {
  return {
    embargo: files.embargo.embargoes,
    geo: geoPolicy(files, known),
    privacy: privacyPolicy(files, known),
    page: pagePolicy(files, known),
    descriptors: descriptorPolicy(files, known),
  }
}

interface Policies {
  readonly embargo: readonly EmbargoRule[]
  readonly geo: GeoPolicy
  readonly privacy: PrivacyPolicy
  readonly page: PagePolicy
  readonly descriptors: DescriptorPolicy
}

function geoPolicy({ geo }: RuleFiles, known: Known): GeoPolicy {
  const confirmed = geo.portability.filter(({ verified }) => verified === 'yes').map(({ group }) => `@${group}`)
  return {
    anonymizers: geo.anonymizers,
    portability: expandTerritories(known, confirmed).territories,
    parts: new Map(geo.parts.map(({ place, name, for: purposes }) => [place, { name, for: purposes }])),
  }
}

function privacyPolicy({ privacy }: RuleFiles, known: Known): PrivacyPolicy {
  return {
    globalPrivacyControl: new Set(privacy.globalPrivacyControl.map(({ place }) => place)),
    minors: privacy.minors.map(({ places, below, forbids }) => ({
      places: places.flatMap((place) =>
        place.startsWith('@') ? [...expandTerritories(known, [place]).territories] : [place],
      ),
      below,
      forbids,
    })),
  }
}

function pagePolicy({ page }: RuleFiles, known: Known): PagePolicy {
  const { aboutOneTitle, unratedAge, trustSpaces } = page
  return {
    aboutOneTitle,
    unratedAge,
    trustSpaces: trustSpaces.flatMap(({ territories, maxAge, promotesOthers }) =>
      codesOf(known, territories).map((territory) => ({ territory, maxAge, promotesOthers })),
    ),
  }
}

function descriptorPolicy({ descriptors }: RuleFiles, known: Known): DescriptorPolicy {
  return {
    refused: descriptors.refused.map(({ descriptors: words, territories, below }) => ({
      descriptors: words,
      territories: codesOf(known, territories),
      below,
    })),
    required: descriptors.required.map(({ territories, fromAge }) => ({
      territories: codesOf(known, territories),
      fromAge,
    })),
  }
}

/** Members in code order: equal rules give equal bytes. */
function codesOf(known: Known, selectors: readonly string[]): readonly TerritoryCode[] {
  return [...expandTerritories(known, selectors).territories].sort()
}
