import type { Redis } from '@upstash/redis/cloudflare'
import { type SupplyForecast, supplyForecast } from '../../../learn/supply/supply-forecast.ts'
import { REGION_IDS, type RegionId, UNKNOWN_TERRITORY } from '../../../model/nouns/region.ts'
import type { Rules } from '../../../model/policies/rules.ts'
import { zoneOfTerritory } from '../../../rules/lookup/zone-of-territory.ts'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asTexts } from '../../store/replies.ts'
import { weeksOfText } from './supply-weeks-text.ts'

/**
 * The kept forecast of these regions, in one request; left out: of all. It is as old as `keepSupplyWeeks` lets it be. A
 * region of which nothing is kept is unknown.
 */
export async function readSupplyForecast(
  redis: Redis,
  rules: Pick<Rules, 'territories'>,
  regions: readonly RegionId[] = REGION_IDS,
): Promise<SupplyForecast> {
  const [first, ...rest] = regions.map(keys.supplyWeeks)
  const [reply] = first === undefined ? [[]] : await sendRepeatable(redis, (queue) => queue.mget(first, ...rest))
  const weeks = asTexts(reply).map((text) => (text === null ? null : weeksOfText(text)))
  const days = new Map(regions.map((region, index) => [region, weeks[index]?.days ?? 0]))
  return supplyForecast(
    weeks.filter((each) => each !== null),
    {
      zoneOf: zoneOfTerritory(rules),
      daysOf: (territory) => {
        const region = territory === UNKNOWN_TERRITORY ? 'world' : rules.territories.get(territory)?.region
        return region === undefined ? 0 : (days.get(region) ?? 0)
      },
    },
  )
}
