import type { Redis } from '@upstash/redis/cloudflare'
import { readResultField } from '../../../events/cells/asset-cells.ts'
import { type SeenDay, seenRate } from '../../../learn/forecast/seen-rate.ts'
import type { SupplyHistory } from '../../../learn/supply/supply-history.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { SURFACE_IDS, type SurfaceId } from '../../../model/nouns/surface.ts'
import { readCounters } from '../counters/read-counters.ts'
import { DAY_MS, dayName, HOUR_MS } from './supply-hours.ts'
import type { SeenBySurface } from './supply-weeks-text.ts'

/** Days that are looked at; today is not over, and of yesterday events still come in. */
const DAYS = 7
const LATE_DAYS = 1

const EVENTS = ['impression', 'start'] as const
type SeenEvent = (typeof EVENTS)[number]

/**
 * What a placement brings on each surface of a region: the impressions and starts of all its videos in a week, over what
 * was asked for on the same days. A day with missing hours is left out, since its events were counted all the same.
 *
 * @param until the end of the history, milliseconds since 1970 UTC
 */
export async function readSeen(
  redis: Redis,
  region: RegionId,
  history: SupplyHistory,
  until: number,
): Promise<SeenBySurface> {
  const today = until - (until % DAY_MS)
  const starts = Array.from({ length: DAYS }, (_, back) => today - (LATE_DAYS + 1 + back) * DAY_MS)
  const days = starts.filter((day) => isWhole(history, day))
  const counted = await readCounters(redis, { family: 'assets', owner: region }, days.map(dayName))
  const found = days.map((day, index) => ({ day, events: eventsOf(counted[index]?.counts ?? new Map()) }))
  const seenOn = (surface: SurfaceId, event: SeenEvent) => {
    return seenRate(
      found.map(({ day, events }): SeenDay => {
        return { placements: askedOn(history, surface, day), events: events.get(`${surface} ${event}`) ?? 0 }
      }),
    )
  }
  return new Map(
    SURFACE_IDS.map((surface) => {
      return [surface, { impressions: seenOn(surface, 'impression'), starts: seenOn(surface, 'start') }]
    }),
  )
}

function indexOf({ from }: SupplyHistory, instant: number): number {
  return (instant - from) / HOUR_MS
}

function isWhole(history: SupplyHistory, day: number): boolean {
  const first = indexOf(history, day)
  return first >= 0 && history.told.subarray(first, first + DAY_MS / HOUR_MS).every((told) => told === 1)
}

function askedOn(history: SupplyHistory, surface: SurfaceId, day: number): number {
  const first = indexOf(history, day)
  let sum = 0
  for (const [name, asked] of history.asked) {
    if (!name.endsWith(` ${surface}`)) continue
    for (const placements of asked.subarray(first, first + DAY_MS / HOUR_MS)) sum += placements
  }
  return sum
}

/** Events by `surface event`, estimated from sampled decisions. */
function eventsOf(counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const [field, count] of counts) {
    const result = readResultField(field)
    if (result === null || result.event === 'rewarded') continue
    const name = `${result.surface} ${result.event}`
    sums.set(name, (sums.get(name) ?? 0) + count * result.weight)
  }
  return sums
}
