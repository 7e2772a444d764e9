const FORMATS = new Map<string, Intl.DateTimeFormat>()

/** An instant on a clock: the parts of which its words are made. */
interface ClockParts {
  /** `Fri`. */
  readonly weekday: string
  /** `4`. */
  readonly day: string
  /** `Dec`. */
  readonly month: string
  /** `20:00`; with seconds only where there are some. */
  readonly time: string
}

/**
 * @param instant milliseconds since 1970 UTC
 * @param timeZone an IANA zone that the runtime knows
 */
export function clockParts(instant: number, timeZone: string): ClockParts {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  const seconds = of('second') === '00' ? '' : `:${of('second')}`
  return {
    weekday: of('weekday'),
    day: of('day'),
    month: of('month'),
    time: `${of('hour')}:${of('minute')}${seconds}`,
  }
}

/** An instant in words on a clock: `Fri 4 Dec 20:00`. */
export function localWords(instant: number, timeZone: string): string {
  const { weekday, day, month, time } = clockParts(instant, timeZone)
  return `${weekday} ${day} ${month} ${time}`
}

/** `Europe/Berlin` → `Berlin`. */
export function cityOf(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ')
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  FORMATS.set(timeZone, made)
  return made
}
