import type { Redis } from '@upstash/redis/cloudflare'
import { supplyWeeks } from '../../../learn/supply/supply-weeks.ts'
import { REGION_IDS, type RegionId } from '../../../model/nouns/region.ts'
import type { Rules } from '../../../model/policies/rules.ts'
import { zoneOfTerritory } from '../../../rules/lookup/zone-of-territory.ts'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { readSeen } from './read-seen.ts'
import { readSupplyHistory } from './read-supply-history.ts'
import { DAY_MS, HOUR_MS, TOTALS_KEPT_MS } from './supply-hours.ts'
import { textOfKept } from './supply-weeks-text.ts'

/** Days that a forecast is made from: what is older counts for little. */
const HISTORY_DAYS = 56
/** The weeks of a region are made anew when they are as old as this. */
const KEPT_FRESH_MS = HOUR_MS

/**
 * Makes the forecast of one region anew, whose turn has come: of those that are an hour old or more, the oldest. One at
 * a time, because a job reads eight weeks of it: with a look every five minutes, each region has its turn in little more
 * than an hour. May run beside another; both write the same.
 *
 * @param now milliseconds since 1970 UTC
 * @returns the region; null: all are fresh
 */
export async function keepSupplyWeeks(
  redis: Redis,
  rules: Pick<Rules, 'territories'>,
  now: number,
): Promise<RegionId | null> {
  const made = await sendRepeatable(redis, (queue) => {
    for (const region of REGION_IDS) queue.zscore(keys.supplyWeeksMade, region)
  })
  const ages = REGION_IDS.map((region, index) => ({ region, madeAt: Number(made[index] ?? 0) }))
  const [oldest] = ages.sort((one, other) => one.madeAt - other.madeAt)
  if (oldest === undefined || oldest.madeAt + KEPT_FRESH_MS > now) return null
  const { region } = oldest
  const until = now - (now % HOUR_MS)
  const from = until - (until % DAY_MS) - HISTORY_DAYS * DAY_MS
  const history = await readSupplyHistory(redis, region, { from, until })
  const seen = await readSeen(redis, region, history, until)
  const text = textOfKept({ weeks: supplyWeeks(history, zoneOfTerritory(rules)), seen })
  await sendRepeatable(redis, (queue) => {
    queue.set(keys.supplyWeeks(region), text, { px: TOTALS_KEPT_MS })
    queue.zadd(keys.supplyWeeksMade, { score: now, member: region })
  })
  return region
}
