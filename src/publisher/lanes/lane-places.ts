import type { CompiledPlace } from '../../compile/time/place.ts'
import { placesOf } from '../../compile/time/place.ts'
import { isRegionId, type RegionId } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { OpsProblem } from '../ops-problem.ts'

/** Places whose lanes are asked, and their regions. */
export interface AskedPlaces {
  readonly places: readonly CompiledPlace[]
  readonly regions: readonly RegionId[]
}

/**
 * The places that somebody names, each once, in the order of the names; unknown places (`world`) have no clock, and no
 * lanes.
 *
 * @param where regions and territories; null: all of the readable regions
 * @throws OpsProblem 400 for a name that is none, or `world`
 */
export function askedPlaces(rules: Rules, where: readonly string[] | null, readable: readonly RegionId[]): AskedPlaces {
  const named = where ?? readable.filter((region) => region !== 'world')
  const places = new Map(named.flatMap((name) => placesNamed(rules, name)).map((place) => [place.code, place]))
  const regions = [...places.values()].flatMap(({ rule }) => rule?.region ?? [])
  return { places: [...places.values()], regions: [...new Set(regions)] }
}

function placesNamed(rules: Rules, name: string): readonly CompiledPlace[] {
  if (name === 'world') {
    throw new OpsProblem(400, 'No such place', 'Region world is for unknown places, which have no lanes.', 'where')
  }
  if (isRegionId(name)) return placesOf(rules, name)
  const rule = rules.territories.get(name)
  if (rule !== undefined) return [{ code: name, rule }]
  throw new OpsProblem(400, 'No such place', `There is no region or territory ${name}.`, 'where')
}
