import type { Redis } from '@upstash/redis/cloudflare'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asFields } from '../../store/replies.ts'
import { claimSpans } from '../claim-spans.ts'
import { outdatedTotals } from '../growing-totals.ts'
import { hourField } from './hour-totals.ts'
import { cellsOfReports } from './raw-reports.ts'
import {
  DAY_MS,
  dayName,
  HOUR_MS,
  hourName,
  type RegionHour,
  regionHourName,
  regionHourOf,
  SUPPLY_SPANS,
  TOTALS_KEPT_MS,
} from './supply-hours.ts'
import { textOfCells } from './supply-text.ts'

/** An hour is folded this long after its end, when most of its reports have come. */
const SETTLES_MS = 2 * 60_000

/**
 * Adds up the reports of every hour that has ended and has something new, into the totals of its day. It may die at any
 * point, and run beside another: an hour stays in one of two sets until its totals are written, and totals of an earlier
 * look never stand before those of a later one.
 *
 * @param now milliseconds since 1970 UTC
 * @returns how many hours were folded
 */
export async function foldSupply(redis: Redis, now: number): Promise<number> {
  const hasSettled = (name: string): boolean => {
    const known = regionHourOf(name)
    return known !== null && known.hour + HOUR_MS + SETTLES_MS <= now
  }
  const names = await claimSpans(redis, SUPPLY_SPANS, hasSettled)
  const due = names.flatMap((name) => regionHourOf(name) ?? [])
  for (const each of due) await foldHour(redis, each)
  return due.length
}

async function foldHour(redis: Redis, regionHour: RegionHour): Promise<void> {
  const { region, hour } = regionHour
  const day = keys.supplyDay(region, dayName(hour))
  const [reports, known] = await sendRepeatable(redis, (queue) => {
    queue.hgetall(keys.supplyHour(region, hourName(hour)))
    queue.hgetall(day)
  })
  const cells = cellsOfReports(asFields(reports ?? []))
  const field = hourField(hour, cells)
  if (cells.length > 0) {
    await sendRepeatable(redis, (queue) => {
      queue.hset(day, { [field]: textOfCells(cells) })
      queue.pexpireat(day, Date.parse(dayName(hour)) + DAY_MS + TOTALS_KEPT_MS)
    })
  }
  const outdated = outdatedTotals(field, asFields(known ?? []).keys())
  // By itself: of one request, a store that is full takes only what removes.
  await sendRepeatable(redis, (queue) => {
    if (outdated.length > 0) queue.hdel(day, ...outdated)
    queue.srem(keys.supplyFolding, regionHourName(regionHour))
  })
}
