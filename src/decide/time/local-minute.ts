import type { ZoneOffsets } from '../../model/policies/zone-offsets.ts'
import { ToldOffsets } from './told-offsets.ts'

const MINUTE_MS = 60_000

/** A zone's clock, with the result for the last minute asked: the decisions of one minute ask for the same one. */
interface ZoneClock {
  /** Created on demand, because it takes the runtime milliseconds. */
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

/** Wall clocks by the zone offsets that snapshots carry, and by the runtime's zone database for everything else. */
export class WallClocks {
  private readonly told = new ToldOffsets()
  private readonly clocks = new Map<string, ZoneClock>()

  /** Uses these offsets as far as they reach; they equal the runtime's, and save asking it. */
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

/** Shared by all snapshots: zone offsets are facts about the world, whichever snapshot carried them. */
const wallClocks = new WallClocks()

/**
 * What a wall clock in `timeZone` shows at an instant. Both changes of summer time are right, because the zone's own
 * rules apply. No zone in use has an offset with a fraction of a minute.
 */
export function localMinute(instant: number, timeZone: string): LocalMinute {
  return wallClocks.at(instant, timeZone)
}

/** Makes `localMinute` use these offsets as far as they reach. They change no answer, and save asking the runtime. */
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
 * What each clock on earth shows at an instant: from UTC−12 to UTC+14 in quarters of an hour, since the offset of every
 * zone in use is a multiple of that.
 */
export function everyLocalMinute(instant: number): readonly LocalMinute[] {
  const utc = Math.floor(instant / MINUTE_MS)
  return Array.from({ length: 26 * 4 + 1 }, (_, quarter) => shownAt(utc + quarter * 15 - 12 * 60))
}

/** What a clock shows `local` of its own minutes after its 1970 began. */
function shownAt(local: number): LocalMinute {
  const day = Math.floor(local / DAY_MINUTES)
  return { weekday: (((day + FIRST_WEEKDAY) % 7) + 7) % 7, minute: local - day * DAY_MINUTES }
}

const QUARTER_MINUTES = 15

/**
 * An instant after `now` before which no clock on earth reaches one of these minutes of its day, nor another day: the
 * next quarter of an hour, or the next minute if one of them falls within a quarter. Every zone in use differs from UTC
 * by whole quarters and changes its clocks on one, so no edge is missed; `Infinity` for no minutes.
 */
export function nextWallEdge(minutes: readonly number[], now: number): number {
  if (minutes.length === 0) return Number.POSITIVE_INFINITY
  const step = (minutes.every((minute) => minute % QUARTER_MINUTES === 0) ? QUARTER_MINUTES : 1) * MINUTE_MS
  return (Math.floor(now / step) + 1) * step
}
