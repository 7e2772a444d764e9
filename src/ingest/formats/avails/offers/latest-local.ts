import { localToInstant } from '../../../../model/fields/zone-clock.ts'
import { inUtc, localOfInstant, type WrittenTime } from '../../../mapping/written-time.ts'

const HOUR_MS = 3_600_000
/** The first and the last zone on earth, in hours east of Greenwich (tz database). */
const FIRST_ZONE = 14
const LAST_ZONE = -12

/**
 * A time before which something may not be shown, on the clock of an offer whose times are in `clock`. An offer has one
 * clock, but sheets write its window with a zone and the day of an embargo without one. Where each territory has its own
 * clock, the one cannot be told from the other; then the latest time that may be meant is taken, so that nothing is
 * shown early.
 *
 * @param feedZone the clock of times without a zone: `territory`, `UTC` or an IANA zone that exists
 */
export function latestLocal(time: WrittenTime, clock: string, feedZone: string): string {
  const wall = `${time.day}T${time.clock ?? '00:00:00'}`
  if (time.offsetMinutes === null) {
    if (clock === feedZone) return wall
    if (feedZone === 'territory') return hoursLater(wall, -LAST_ZONE)
    return localOfInstant(localToInstant(wall, feedZone, 'start'))
  }
  return clock === 'UTC' ? inUtc(time) : hoursLater(inUtc(time), FIRST_ZONE)
}

const hoursLater = (local: string, hours: number): string => localOfInstant(Date.parse(`${local}Z`) + hours * HOUR_MS)
