import type { Redis } from '@upstash/redis/cloudflare'
import { type SupplyHistory, SupplyHistoryBuilder } from '../../../learn/supply/supply-history.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asFields } from '../../store/replies.ts'
import { latestTotals } from '../growing-totals.ts'
import { totalsOf } from './hour-totals.ts'
import { DAY_MS, dayName, HOUR_MS } from './supply-hours.ts'

/** Days whose totals are held at once: a day of a large region has some hundred kilobytes. */
const DAYS_AT_ONCE = 4

/**
 * What the cells of a region were asked, hour by hour, as the totals say that are made of it: a request for every four
 * days, of which only numbers are kept. An hour without totals was not reported.
 *
 * @param from the first day (UTC) begins then, milliseconds since 1970
 * @param until hours up to here, a whole hour
 */
export async function readSupplyHistory(
  redis: Redis,
  region: RegionId,
  { from, until }: { readonly from: number; readonly until: number },
): Promise<SupplyHistory> {
  const builder = new SupplyHistoryBuilder(from, (until - from) / HOUR_MS)
  const days = Array.from({ length: Math.ceil((until - from) / DAY_MS) }, (_, index) => from + index * DAY_MS)
  for (let at = 0; at < days.length; at += DAYS_AT_ONCE) {
    const some = days.slice(at, at + DAYS_AT_ONCE)
    const replies = await sendRepeatable(redis, (queue) => {
      for (const day of some) queue.hgetall(keys.supplyDay(region, dayName(day)))
    })
    for (const [index, day] of some.entries()) addDay(builder, day, latestTotals(asFields(replies[index] ?? [])))
  }
  return builder.finish()
}

function addDay(builder: SupplyHistoryBuilder, day: number, totals: ReadonlyMap<string, string>): void {
  for (let hour = day; hour < day + DAY_MS; hour += HOUR_MS) {
    for (const cell of totalsOf(hour, totals) ?? []) builder.add(hour, cell, cell.asked)
  }
}
