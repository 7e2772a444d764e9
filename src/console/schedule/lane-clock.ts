import type { ScheduleLane } from '../../contracts/ops/answers/lanes/schedule-lanes.ts'
import { offsetMs } from '../../model/fields/zone-clock.ts'

const DAY_MS = 86_400_000
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Whose clock a calendar shows. */
export type CalendarClock = 'local' | 'utc'

/**
 * The clock by which a lane is drawn. Places are shares of its width by what the clock shows, so that a day on which it
 * changes is as wide as any other, and days of all lanes stand above each other.
 */
export class LaneClock {
  readonly zone: string
  /** What the clock shows when the lane begins, as if it were UTC. */
  readonly start: number
  readonly lengthMs: number

  constructor({ timeZone, from, to }: Pick<ScheduleLane, 'timeZone' | 'from' | 'to'>, clock: CalendarClock) {
    this.zone = clock === 'local' ? timeZone : 'UTC'
    this.start = this.wallOf(Date.parse(from))
    this.lengthMs = this.wallOf(Date.parse(to)) - this.start
  }

  /** What the clock shows at an instant, as if it were UTC. */
  wallOf(instant: number): number {
    return instant + offsetMs(this.zone, instant)
  }

  /** Where an instant stands, in percent of the width; less than 0 or over 100: outside. */
  percentOf(instant: number): number {
    return rounded((100 * (this.wallOf(instant) - this.start)) / this.lengthMs)
  }

  /** Where a time stands within the lane, and how wide it is, in percent; null: outside. An open end is `null`. */
  placeOf(from: number, to: number | null): LanePlace | null {
    const begins = this.percentOf(from)
    const ends = to === null ? 100 : this.percentOf(to)
    if (begins >= 100 || ends <= 0) return null
    const x = Math.max(0, begins)
    return { x, width: rounded(Math.min(100, ends) - x), isBefore: begins < 0, isAfter: to === null || ends > 100 }
  }

  /** `Fri 27 Nov 18:00`, by this clock; with its year where that is not the one in which the lane begins. */
  wordsOf(instant: number): string {
    const wall = this.wallOf(instant)
    const isThisYear = yearOf(wall) === yearOf(this.start)
    return isThisYear ? wallWords(wall) : wallWords(wall, ` ${yearOf(wall)}`)
  }

  /** The days that begin within the lane, or with it. */
  days(): readonly LaneDay[] {
    const days: LaneDay[] = []
    for (let wall = this.start; wall < this.start + this.lengthMs; wall = nextMidnight(wall)) {
      const end = Math.min(nextMidnight(wall), this.start + this.lengthMs)
      const date = new Date(wall)
      days.push({
        name: DAYS[date.getUTCDay()] ?? '',
        date: date.getUTCDate(),
        isWeekend: date.getUTCDay() % 6 === 0,
        x: rounded((100 * (wall - this.start)) / this.lengthMs),
        width: rounded((100 * (end - wall)) / this.lengthMs),
      })
    }
    return days
  }
}

/** A stretch of a lane, in percent of its width. */
export interface LanePlace {
  readonly x: number
  readonly width: number
  /** Whether it goes on before the lane begins, or after it ends. */
  readonly isBefore: boolean
  readonly isAfter: boolean
}

/** A day of a lane. */
export interface LaneDay {
  readonly name: string
  readonly date: number
  readonly isWeekend: boolean
  readonly x: number
  readonly width: number
}

/** What a clock shows in words, `Fri 27 Nov 18:00`. @param wall milliseconds, as if the clock were UTC */
export function wallWords(wall: number, year = ''): string {
  const date = new Date(wall)
  const day = `${DAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${year}`
  return `${day} ${date.toISOString().slice(11, 16)}`
}

function yearOf(wall: number): number {
  return new Date(wall).getUTCFullYear()
}

function nextMidnight(wall: number): number {
  return (Math.floor(wall / DAY_MS) + 1) * DAY_MS
}

function rounded(percent: number): number {
  return Math.round(percent * 100) / 100
}
