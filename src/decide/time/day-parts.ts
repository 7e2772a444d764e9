import type { CampaignColumns, DayPart } from '../../model/columns/snapshot.ts'
import type { Context } from '../context/context.ts'
import { everyLocalMinute, type LocalMinute, localMinute, nextWallEdge } from './local-minute.ts'

/**
 * Whether a local minute is in a part of the day. Half-open; a part that ends at or before its start crosses midnight.
 */
export function insideDayPart(part: DayPart, at: LocalMinute): boolean {
  const today = (part.days >> at.weekday) & 1
  const yesterday = (part.days >> ((at.weekday + 6) % 7)) & 1
  if (part.from < part.to) return today === 1 && at.minute >= part.from && at.minute < part.to
  // Crosses midnight: the hours after midnight belong to the day before.
  return (today === 1 && at.minute >= part.from) || (yesterday === 1 && at.minute < part.to)
}

/** The local times that day parts are read on; at an unknown place, those of every clock on earth. */
function clocksOf(context: Context, timeZone: string): readonly LocalMinute[] {
  if (timeZone !== 'territory') return [localMinute(context.now, timeZone)]
  if (context.unknownPlace) return everyLocalMinute(context.now)
  return context.timeZones.map((zone) => localMinute(context.now, zone))
}

/** Whether it is outside the campaign's day parts on any of the clocks that could be the viewer's. */
export function outsideHours(campaigns: CampaignColumns, campaign: number, context: Context): boolean {
  const hours = campaigns.hours.get(campaign)
  if (!hours) return false
  return clocksOf(context, hours.timeZone).some((at) => !hours.parts.some((part) => insideDayPart(part, at)))
}

/** An instant after `now` before which none of some parts of the day begins or ends, on any clock. */
export function nextPartBound(parts: readonly Pick<DayPart, 'from' | 'to'>[], now: number): number {
  return nextWallEdge(
    parts.flatMap(({ from, to }) => [from, to]),
    now,
  )
}
