import { localMinute } from '../time/local-minute.ts'

const QUARTER_MS = 15 * 60_000

/** A day as one zone's wall clock shows it, 23 to 25 hours long: half open, milliseconds since 1970 UTC. */
export interface LocalDay {
  readonly start: number
  readonly end: number
  /** Every quarter of an hour of the day, with the minute of the day that the clock shows. */
  readonly quarters: readonly { readonly instant: number; readonly minute: number }[]
}

/**
 * The local day that contains an instant in a zone. Works in quarters of an hour: zones change their clocks on them and
 * differ by them.
 */
export function localDay(now: number, timeZone: string): LocalDay {
  const today = localMinute(now, timeZone).weekday
  let start = Math.floor(now / QUARTER_MS) * QUARTER_MS
  while (localMinute(start - QUARTER_MS, timeZone).weekday === today) start -= QUARTER_MS
  const quarters: { instant: number; minute: number }[] = []
  for (let instant = start; ; instant += QUARTER_MS) {
    const { weekday, minute } = localMinute(instant, timeZone)
    if (weekday !== today) return { start, end: instant, quarters }
    quarters.push({ instant, minute })
  }
}

/**
 * The instants of a day at which a clock shows one of these minutes, and those at which it jumps. Between two of them,
 * nothing bounded by such minutes can change.
 */
export function instantsAt(minutes: readonly number[], quarters: LocalDay['quarters']): readonly number[] {
  return quarters.flatMap(({ instant, minute }, index) => {
    const before = quarters[index - 1]
    const jumped = before !== undefined && minute !== (before.minute + 15) % 1440
    const shown = minutes.filter((wanted) => wanted >= minute && wanted < minute + 15)
    return [...(jumped ? [instant] : []), ...shown.map((wanted) => instant + (wanted - minute) * 60_000)]
  })
}
