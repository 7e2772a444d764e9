import type { Redis } from '@upstash/redis/cloudflare'
import { type SupplyForecast, supplyForecast } from '../../../learn/supply/supply-forecast.ts'
import { REGION_IDS, type RegionId, UNKNOWN_TERRITORY } from '../../../model/nouns/region.ts'
import type { Rules } from '../../../model/policies/rules.ts'
import { zoneOfTerritory } from '../../../rules/lookup/zone-of-territory.ts'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asTexts } from '../../store/replies.ts'
import { type KeptSupply, keptOfText } from './supply-weeks-text.ts'

/** What is kept of regions, by region. */
export type KeptSupplies = ReadonlyMap<RegionId, KeptSupply>

/**
 * The kept forecast of these regions, in one request; left out: of all. It is as old as `keepSupplyWeeks` lets it be. A
 * region of which nothing is kept is unknown.
 */
export async function readSupplyForecast(
  redis: Redis,
  rules: Pick<Rules, 'territories'>,
  regions: readonly RegionId[] = REGION_IDS,
): Promise<SupplyForecast> {
  return forecastOfKept(await readKeptSupply(redis, regions), rules)
}

/** All that is kept of these regions, in one request. Regions of which nothing is kept are left out. */
export async function readKeptSupply(redis: Redis, regions: readonly RegionId[]): Promise<KeptSupplies> {
  const [first, ...rest] = regions.map(keys.supplyWeeks)
  const [reply] = first === undefined ? [[]] : await sendRepeatable(redis, (queue) => queue.mget(first, ...rest))
  const texts = asTexts(reply)
  return new Map(
    regions.flatMap((region, index): [RegionId, KeptSupply][] => {
      const kept = keptOfText(texts[index] ?? '')
      return kept === null ? [] : [[region, kept]]
    }),
  )
}

/** The forecast of what is kept. */
export function forecastOfKept(kept: KeptSupplies, rules: Pick<Rules, 'territories'>): SupplyForecast {
  const weeks = [...kept.values()].map((each) => each.weeks)
  return supplyForecast(weeks, {
    zoneOf: zoneOfTerritory(rules),
    daysOf: (territory) => {
      const region = territory === UNKNOWN_TERRITORY ? 'world' : rules.territories.get(territory)?.region
      return region === undefined ? 0 : (kept.get(region)?.weeks.days ?? 0)
    },
  })
}
