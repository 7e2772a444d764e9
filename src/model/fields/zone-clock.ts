/** The clocks of time zones. Pure: the zone database is the runtime's (`Intl`), time is an argument. */

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formatters.set(timeZone, made)
  return made
}

const DAY_MS = 86_400_000

/** Offsets at the midnights of UTC, by zone: a day that begins and ends with one offset has no other. */
const midnights = new Map<string, Map<number, number>>()
/** Then a zone begins anew: eleven years. */
const MIDNIGHTS_MAX = 4000

/**
 * Offset of `timeZone` from UTC at an instant, in milliseconds (positive east of Greenwich), by the runtime's database.
 * It is asked once for a day; of the few days on which a clock changes, each time.
 */
export function offsetMs(timeZone: string, instant: number): number {
  const day = Math.floor(instant / DAY_MS)
  const known = midnights.get(timeZone) ?? new Map<number, number>()
  midnights.set(timeZone, known)
  const before = offsetAtMidnight(known, timeZone, day)
  return before === offsetAtMidnight(known, timeZone, day + 1) ? before : askedOffset(timeZone, instant)
}

function offsetAtMidnight(known: Map<number, number>, timeZone: string, day: number): number {
  const offset = known.get(day) ?? askedOffset(timeZone, day * DAY_MS)
  if (known.size >= MIDNIGHTS_MAX) known.clear()
  known.set(day, offset)
  return offset
}

function askedOffset(timeZone: string, instant: number): number {
  const field: Record<string, number> = {}
  for (const { type, value } of formatterFor(timeZone).formatToParts(instant)) field[type] = Number(value)
  const wall = Date.UTC(
    field.year ?? 0,
    (field.month ?? 1) - 1,
    field.day ?? 1,
    field.hour ?? 0,
    field.minute ?? 0,
    field.second ?? 0,
  )
  return wall - Math.floor(instant / 1000) * 1000
}

/** Instants that were worked out, by local time, edge and zone: many records begin and end at the same ones. */
const instants = new Map<string, number>()
/** Then it begins anew. */
const INSTANTS_MAX = 20_000

/**
 * The instant at which the clock of `timeZone` reaches `local`, in milliseconds since 1970 UTC. If the clock skips that
 * time (spring), it is the instant of the jump, for starts and ends alike: windows that hand over there leave no gap,
 * and nothing is shown outside its window. If the hour is repeated (autumn), `start` takes the later and `end` the
 * earlier instant, so a window can only shrink.
 */
export function localToInstant(local: string, timeZone: string, edge: 'start' | 'end'): number {
  const key = `${local} ${edge} ${timeZone}`
  const known = instants.get(key)
  if (known !== undefined) return known
  const instant = workedOut(local, timeZone, edge)
  if (instants.size >= INSTANTS_MAX) instants.clear()
  instants.set(key, instant)
  return instant
}

function workedOut(local: string, timeZone: string, edge: 'start' | 'end'): number {
  const wall = Date.parse(`${local.length === 16 ? `${local}:00` : local}Z`)
  const [earlier = wall, later = wall] = [
    wall - offsetMs(timeZone, wall - 26 * 3_600_000),
    wall - offsetMs(timeZone, wall + 26 * 3_600_000),
  ].sort((a, b) => a - b)
  const shows = (instant: number): boolean => instant + offsetMs(timeZone, instant) === wall
  const [first, last] = edge === 'start' ? [later, earlier] : [earlier, later]
  if (shows(first)) return first
  return shows(last) ? last : jumpBetween(earlier, later, wall, timeZone)
}

/** The first instant after `before`, up to `after`, at which a clock shows `wall` or later; to the millisecond. */
function jumpBetween(before: number, after: number, wall: number, timeZone: string): number {
  let [low, high] = [before, after]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (middle + offsetMs(timeZone, middle) >= wall) high = middle
    else low = middle
  }
  return high
}
