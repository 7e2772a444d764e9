import { instantsAt, localDay } from '../../decide/matrix/local-day.ts'
import { insideDayPart } from '../../decide/time/day-parts.ts'
import { localMinute } from '../../decide/time/local-minute.ts'
import type { DayPart } from '../../model/columns/snapshot.ts'
import { type Times, united } from './intervals.ts'
import type { Interval } from './windows.ts'

const DAY_MS = 86_400_000

/** When parts of the day are open on one clock, written out: kept, because many campaigns have the same. */
export class PartTimes {
  private readonly known = new Map<string, Times>()

  /** @param days how many days are written out */
  constructor(private readonly days: number) {}

  /** @param from the first instant that counts, in milliseconds since 1970 UTC */
  of(parts: readonly DayPart[], zone: string, from: number): Times {
    const first = Math.floor(from / DAY_MS) * DAY_MS
    const key = `${JSON.stringify(parts)} ${zone} ${first}`
    const known = this.known.get(key)
    if (known !== undefined) return known
    const times = this.writtenOut(parts, zone, first)
    this.known.set(key, times)
    return times
  }

  /** The last instant that `of` knows of. */
  until(from: number): number {
    return Math.floor(from / DAY_MS) * DAY_MS + this.days * DAY_MS
  }

  private writtenOut(parts: readonly DayPart[], zone: string, first: number): Times {
    const minutes = parts.flatMap(({ from, to }) => [from, to % 1440, 0])
    const end = first + this.days * DAY_MS
    const edges = new Set([first, end])
    for (let day = localDay(first, zone); day.start < end; day = localDay(day.end, zone)) {
      for (const instant of instantsAt(minutes, day.quarters)) if (instant > first && instant < end) edges.add(instant)
    }
    const ordered = [...edges].sort((left, right) => left - right)
    const open: Interval[] = []
    ordered.forEach((start, index) => {
      const next = ordered[index + 1]
      const at = localMinute(start, zone)
      if (next !== undefined && parts.some((part) => insideDayPart(part, at))) open.push({ start, end: next })
    })
    return united(open)
  }
}
