const MINUTE_MS = 60_000

/** A zone's clock, and what it showed in the minute that was asked for last: a minute's decisions ask for one. */
interface ZoneClock {
  readonly formatter: Intl.DateTimeFormat
  minuteOfAll: number
  shown: LocalMinute
}

const zoneClocks = new Map<string, ZoneClock>()
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** What a wall clock shows: weekday, 0 Monday … 6 Sunday, and minutes since midnight. */
export interface LocalMinute {
  readonly weekday: number
  readonly minute: number
}

/**
 * What a wall clock in `timeZone` shows at an instant, by the zone's own rules, so both edges of summer time are right.
 * No zone in use differs from UTC by parts of a minute.
 */
export function localMinute(instant: number, timeZone: string): LocalMinute {
  const clock = zoneClocks.get(timeZone) ?? newClock(timeZone)
  const minuteOfAll = Math.floor(instant / MINUTE_MS)
  if (clock.minuteOfAll !== minuteOfAll) {
    clock.shown = read(clock.formatter, instant)
    clock.minuteOfAll = minuteOfAll
  }
  return clock.shown
}

function newClock(timeZone: string): ZoneClock {
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  const made = { formatter, minuteOfAll: Number.NaN, shown: { weekday: 0, minute: 0 } }
  zoneClocks.set(timeZone, made)
  return made
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
  return Array.from({ length: 26 * 4 + 1 }, (_, quarter) => {
    const local = utc + quarter * 15 - 12 * 60
    const day = Math.floor(local / DAY_MINUTES)
    return { weekday: (((day + FIRST_WEEKDAY) % 7) + 7) % 7, minute: local - day * DAY_MINUTES }
  })
}
