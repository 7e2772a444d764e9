import type { CampaignColumns, DayPart } from '../model/snapshot.ts'
import type { Context } from './context.ts'
import { everyLocalMinute, type LocalMinute, localMinute } from './local-minute.ts'

const MINUTE_MS = 60_000
const QUARTER_MINUTES = 15

/** Whether a clock's minute is in a part of the day. Half-open; one that ends where it starts, or before, crosses midnight. */
export function insideDayPart(part: DayPart, at: LocalMinute): boolean {
  const today = (part.days >> at.weekday) & 1
  const yesterday = (part.days >> ((at.weekday + 6) % 7)) & 1
  if (part.from < part.to) return today === 1 && at.minute >= part.from && at.minute < part.to
  // Crosses midnight: the evening belongs to its own day, the small hours to the day before.
  return (today === 1 && at.minute >= part.from) || (yesterday === 1 && at.minute < part.to)
}

/** What the clocks show that day parts are read on; at an unknown place, every clock on earth. */
function clocksOf(context: Context, timeZone: string): readonly LocalMinute[] {
  if (timeZone !== 'territory') return [localMinute(context.now, timeZone)]
  if (context.unknownPlace) return everyLocalMinute(context.now)
  return context.timeZones.map((zone) => localMinute(context.now, zone))
}

/** Outside the campaign's day parts, on any of the clocks that could be the viewer's. */
export function outsideHours(campaigns: CampaignColumns, campaign: number, context: Context): boolean {
  const hours = campaigns.hours.get(campaign)
  if (!hours) return false
  return clocksOf(context, hours.timeZone).some((at) => !hours.parts.some((part) => insideDayPart(part, at)))
}

/**
 * An instant after `now` before which no day part opens or closes, on any clock: the next quarter of an hour, or
 * the next minute where a part begins or ends within one. Every zone in use differs from UTC by whole quarters
 * and changes its clocks on one, so no edge is ever missed; `Infinity` without day parts.
 */
export function nextHoursEdge({ hours }: CampaignColumns, now: number): number {
  if (hours.size === 0) return Number.POSITIVE_INFINITY
  const edges = [...hours.values()].flatMap(({ parts }) => parts.flatMap(({ from, to }) => [from, to]))
  const step = (edges.every((minute) => minute % QUARTER_MINUTES === 0) ? QUARTER_MINUTES : 1) * MINUTE_MS
  return (Math.floor(now / step) + 1) * step
}
