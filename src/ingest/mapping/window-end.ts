import { localToInstant } from '../../model/fields/zone-clock.ts'
import type { FeedReading } from '../feeds/feed-reader.ts'
import type { FeedWindow } from './feed-times.ts'

/** The last clocks on earth are twelve hours behind UTC. */
const LAST_CLOCK_MS = 12 * 3_600_000

/**
 * When a window has ended everywhere, in milliseconds since 1970; null: it is open. In local times of the territories it
 * is the end on the last clock on earth.
 */
export function instantOfEnd(
  { end, timeZone }: Pick<FeedWindow, 'end' | 'timeZone'>,
  { isTimeZone }: Pick<FeedReading, 'isTimeZone'>,
): number | null {
  if (end === null) return null
  if (timeZone !== 'UTC' && isTimeZone(timeZone)) return localToInstant(end, timeZone, 'end')
  const instant = Date.parse(`${end}Z`)
  return timeZone === 'UTC' ? instant : instant + LAST_CLOCK_MS
}
