import type { Redis } from '@upstash/redis/cloudflare'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asFields, asWords } from '../../store/replies.ts'
import { outdatedTotals, totalsField } from './hour-totals.ts'
import { cellsOfReports } from './raw-reports.ts'
import {
  DAY_MS,
  dayName,
  HOUR_MS,
  hourName,
  type RegionHour,
  regionHourName,
  regionHourOf,
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
  const [dirty, folding] = await sendRepeatable(redis, (queue) => {
    queue.smembers(keys.supplyDirty)
    queue.smembers(keys.supplyFolding)
  })
  const hasSettled = (name: string): boolean => {
    const known = regionHourOf(name)
    return known !== null && known.hour + HOUR_MS + SETTLES_MS <= now
  }
  const [first, ...rest] = asWords(dirty).filter(hasSettled)
  if (first !== undefined) {
    // Before the reports are read: whatever comes from here on makes the hour dirty again.
    await sendRepeatable(redis, (queue) => queue.sadd(keys.supplyFolding, first, ...rest))
    await sendRepeatable(redis, (queue) => queue.srem(keys.supplyDirty, first, ...rest))
  }
  const names = new Set([...asWords(folding), ...(first === undefined ? [] : [first, ...rest])])
  const due = [...names].flatMap((name) => regionHourOf(name) ?? [])
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
  const field = totalsField(hour, cells)
  if (cells.length > 0) {
    await sendRepeatable(redis, (queue) => {
      queue.hset(day, { [field]: textOfCells(cells) })
      queue.pexpireat(day, Date.parse(dayName(hour)) + DAY_MS + TOTALS_KEPT_MS)
    })
  }
  const outdated = outdatedTotals(hour, field, asFields(known ?? []).keys())
  // By itself: of one request, a store that is full takes only what removes.
  await sendRepeatable(redis, (queue) => {
    if (outdated.length > 0) queue.hdel(day, ...outdated)
    queue.srem(keys.supplyFolding, regionHourName(regionHour))
  })
}
