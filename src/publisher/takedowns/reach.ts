import { EEA_ABROAD } from '../../model/columns/snapshot.ts'
import type { Narrowing } from '../../model/denies/narrowing.ts'
import { REGION_IDS, type RegionId, UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { expandTerritories } from '../../rules/lookup/expand-territories.ts'
import type { StoredNarrowings } from '../../schedule/takedowns/narrowings.ts'
import { FORGOTTEN_FROM } from '../../snapshot/takedowns/limits.ts'
import type { Change, Order } from './withdrawn.ts'

/** The part of a takedown's territories in a region: null for all of the region, empty for none. */
export function reachOf(rules: Rules, takedown: Takedown, region: RegionId): readonly string[] | null {
  if (takedown.territories.includes('*')) return null
  const { territories } = expandTerritories(rules, takedown.territories)
  // A request from an unknown place may come from there, so the order also holds for unknown places.
  if (region === 'world') return territories.size > 0 ? [UNKNOWN_TERRITORY] : []
  return [...territories].filter((code) => rules.territories.get(code)?.region === region).sort()
}

/** The regions whose list a takedown belongs on. */
export function regionsOfTakedown(rules: Rules, takedown: Takedown): readonly RegionId[] {
  return REGION_IDS.filter((region) => reachOf(rules, takedown, region)?.length !== 0)
}

/** A takedown as an entry of a region's list; null when it does not reach the region. */
export function orderIn(rules: Rules, region: RegionId, takedown: Takedown): Order | null {
  const territories = reachOf(rules, takedown, region)
  if (territories?.length === 0) return null
  const until = takedown.until === null ? null : Date.parse(takedown.until)
  return { id: takedown.id, target: takedown.target, territories: territories && [...territories], until }
}

/** The part of a narrowing's territories in a region: null for all of the region, empty for none. */
export function narrowedPlaces(
  rules: Rules,
  { territories }: Pick<Narrowing, 'territories'>,
  region: RegionId,
): readonly string[] | null {
  if (territories === null) return null
  const regionOf = (code: string) => (code === UNKNOWN_TERRITORY ? 'world' : rules.territories.get(code)?.region)
  const homes = [...rules.geo.portability]
  return territories.filter((code) =>
    code === EEA_ABROAD ? homes.some((home) => regionOf(home) === region) : regionOf(code) === region,
  )
}

/**
 * The store's narrowings in a region; records that one change narrowed alike are combined. Narrowings without their
 * documents get a number above any that a snapshot can know.
 */
export function changesIn(
  rules: Rules,
  region: RegionId,
  { changes, unmade }: Pick<StoredNarrowings, 'changes' | 'unmade'>,
): readonly Change[] {
  const places = new Map<readonly string[] | null, readonly string[] | null>()
  const placesOf = (narrowing: Narrowing): readonly string[] | null => {
    const found = places.get(narrowing.territories)
    if (found !== undefined) return found
    const here = narrowedPlaces(rules, narrowing, region)
    places.set(narrowing.territories, here)
    return here
  }
  const groups = new Map<string, Change>()
  for (const { number: own, narrowings } of changes) {
    const number = unmade.has(own) ? FORGOTTEN_FROM + own : own
    let last: { readonly like: Narrowing; readonly targets: string[] } | null = null
    for (const narrowing of narrowings) {
      const { target, from, until } = narrowing
      // Records of one entry share their fields, so comparing with the one before mostly suffices.
      if (
        last &&
        last.like.territories === narrowing.territories &&
        last.like.from === from &&
        last.like.until === until
      ) {
        last.targets.push(target)
        continue
      }
      const territories = placesOf(narrowing)
      if (territories?.length === 0) continue
      const key: string = JSON.stringify([number, territories, from, until])
      const group: Change = groups.get(key) ?? {
        number,
        targets: [],
        territories: territories && [...territories],
        from,
        until,
      }
      groups.set(key, group)
      group.targets.push(target)
      last = { like: narrowing, targets: group.targets }
    }
  }
  return [...groups.values()]
}
