import { contentHash } from '../../model/content-hash.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import type { RegionRules } from '../../model/policies/rules.ts'
import type { ZoneOffsets } from '../../model/policies/zone-offsets.ts'
import { regionRules } from '../../rules/lookup/region-rules.ts'
import { zoneOffsets } from '../time/zone-offsets.ts'
import { resultOf } from './check-result.ts'
import type { CheckResult, OpenProposal } from './proposal.ts'

/** Refuses a snapshot whose rules differ from those that were checked, or lack a place or surface. */
export function invalidRules({ region, rules, next }: OpenProposal): CheckResult {
  const inside = next.rules
  const checked = regionRules(rules, region)
  const parts = Object.keys(checked) as (keyof RegionRules)[]
  const texts = [
    ...parts
      .filter((part) => contentHash(inside[part]) !== contentHash(checked[part]))
      .map((part) => `the snapshot's rules differ from those that were checked in ${part}`),
    ...clockTexts(inside.zoneOffsets),
    ...checked.territories
      .filter(({ code }) => !next.hot.territories.includes(code))
      .map(({ code }) => `${code} has rules but no column`),
    ...next.hot.territories
      .filter((code) => !inside.territories.some((rule) => rule.code === code))
      .map((code) => `${code} has a column but no rules`),
    ...SURFACE_IDS.filter(
      (surface) =>
        !inside.surfaces.some(({ id }) => id === surface) || !inside.slate.some((policy) => policy.surface === surface),
    ).map((surface) => `${surface} has no rules`),
  ]
  return resultOf('invalid-rules', `rules ${rules.version}, ${inside.territories.length} territories`, texts)
}

/** Compares the zone offsets with the runtime's zone database for the same zones and years. */
function clockTexts(offsets: ZoneOffsets | undefined): readonly string[] {
  if (offsets === undefined) return []
  const zones = offsets.alike.flatMap((alike) => alike.zones)
  const isTrue = contentHash(offsets) === contentHash(zoneOffsets(zones, offsets.from))
  return isTrue ? [] : [`the snapshot's time zones differ from the zone database`]
}
