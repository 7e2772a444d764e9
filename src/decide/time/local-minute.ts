import type { ZoneOffsets } from '../../model/policies/zone-offsets.ts'
import { ToldOffsets } from './told-offsets.ts'

const MINUTE_MS = 60_000

/** A zone's clock, and what it showed in the minute that was asked for last: a minute's decisions ask for one. */
interface ZoneClock {
  /** The runtime takes milliseconds to make one: made when it is asked. */
  formatter: Intl.DateTimeFormat | null
  minuteOfAll: number
  shown: LocalMinute
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** What a wall clock shows: weekday, 0 Monday … 6 Sunday, and minutes since midnight. */
export interface LocalMinute {
  readonly weekday: number
  readonly minute: number
}

/** Wall clocks by the offsets that snapshots tell, and by the runtime's zone database for all that none told. */
export class WallClocks {
  private readonly told = new ToldOffsets()
  private readonly clocks = new Map<string, ZoneClock>()

  /** Goes by these offsets for as long as they are told: the same as the runtime says, without asking it. */
  goBy(offsets: ZoneOffsets | undefined): void {
    if (offsets !== undefined) this.told.remember(offsets)
  }

  /** As `localMinute`. */
  at(instant: number, timeZone: string): LocalMinute {
    const clock = this.clocks.get(timeZone) ?? this.newClock(timeZone)
    const minuteOfAll = Math.floor(instant / MINUTE_MS)
    if (clock.minuteOfAll !== minuteOfAll) {
      clock.shown = this.read(clock, { instant, minuteOfAll, timeZone })
      clock.minuteOfAll = minuteOfAll
    }
    return clock.shown
  }

  private read(clock: ZoneClock, at: { instant: number; minuteOfAll: number; timeZone: string }): LocalMinute {
    const minutesEast = this.told.minutesEast(at.instant, at.timeZone)
    if (minutesEast !== null) return shownAt(at.minuteOfAll + minutesEast)
    clock.formatter ??= formatterOf(at.timeZone)
    return read(clock.formatter, at.instant)
  }

  private newClock(timeZone: string): ZoneClock {
    const made = { formatter: null, minuteOfAll: Number.NaN, shown: { weekday: 0, minute: 0 } }
    this.clocks.set(timeZone, made)
    return made
  }
}

/** What is told of zones are facts about the world, so whoever told them, they hold for every snapshot. */
const wallClocks = new WallClocks()

/**
 * What a wall clock in `timeZone` shows at an instant, by the zone's own rules, so both edges of summer time are right.
 * No zone in use differs from UTC by parts of a minute.
 */
export function localMinute(instant: number, timeZone: string): LocalMinute {
  return wallClocks.at(instant, timeZone)
}

/** From now on `localMinute` goes by these offsets as far as they reach; they change no answer, and save the runtime's. */
export function clocksGoBy(offsets: ZoneOffsets | undefined): void {
  wallClocks.goBy(offsets)
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
}

function read(formatter: Intl.DateTimeFormat, instant: number): LocalMinute {
  const parts = formatter.formatToParts(instant)
  const value = (type: string): string => parts.find((part) => part.type === type)?.value ?? '0'
  return {
    weekday: Math.max(0, WEEKDAYS.indexOf(value('weekday'))),
    minute: Number(value('hour')) * 60 + Number(value('minute')),
  }
}

const DAY_MINUTES = 1440
/** 1970-01-01 was a Thursday. */
const FIRST_WEEKDAY = 3

/**
 * What each clock on earth shows at an instant: from UTC−12 to UTC+14, by quarters of an hour, as every
 * zone in use differs from UTC by a whole number of them.
 */
export function everyLocalMinute(instant: number): readonly LocalMinute[] {
  const utc = Math.floor(instant / MINUTE_MS)
  return Array.from({ length: 26 * 4 + 1 }, (_, quarter) => shownAt(utc + quarter * 15 - 12 * 60))
}

/** What a clock shows so many of its own minutes after 1970 began on it. */
function shownAt(local: number): LocalMinute {
  const day = Math.floor(local / DAY_MINUTES)
  return { weekday: (((day + FIRST_WEEKDAY) % 7) + 7) % 7, minute: local - day * DAY_MINUTES }
}

const QUARTER_MINUTES = 15

/**
 * An instant after `now` before which no clock on earth comes to one of some minutes of its day, nor to another day: the
 * next quarter of an hour, or the next minute where one of them lies within a quarter. Every zone in use differs from
 * UTC by whole quarters and changes its clocks on one, so no edge is ever missed; `Infinity` for no minutes.
 */
export function nextWallEdge(minutes: readonly number[], now: number): number {
  if (minutes.length === 0) return Number.POSITIVE_INFINITY
  const step = (minutes.every((minute) => minute % QUARTER_MINUTES === 0) ? QUARTER_MINUTES : 1) * MINUTE_MS
  return (Math.floor(now / step) + 1) * step
}
