import { offsetMs } from '../../model/fields/zone-clock.ts'
import { clockParts } from '../explained/local-words.ts'

/** Clocks of the earth differ by quarters of an hour. */
const QUARTER_MS = 900_000
const HOUR_MS = 3_600_000

/** A mark of the hour axis: what the clock of the place shows there, and what UTC does. */
interface HourMark {
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  readonly local: string
  readonly utc: string
  readonly isMidnight: boolean
}

/** Marks at whole local hours, so many that they can be read: at midnight, the day stands in place of the hour. */
export function hourMarks(from: number, hours: number, timeZone: string): readonly HourMark[] {
  const everyHours = hours <= 12 ? 1 : hours <= 24 ? 3 : hours <= 48 ? 6 : 12
  const marks: HourMark[] = []
  for (let at = Math.ceil(from / QUARTER_MS) * QUARTER_MS; at < from + hours * HOUR_MS; at += QUARTER_MS) {
    if ((at + offsetMs(timeZone, at)) % (everyHours * HOUR_MS) !== 0) continue
    const { weekday, day, month, time } = clockParts(at, timeZone)
    const isMidnight = time === '00:00'
    const utc = new Date(at).toISOString().slice(11, 16)
    marks.push({ at, local: isMidnight ? `${weekday} ${day} ${month}` : time, utc, isMidnight })
  }
  return marks
}
