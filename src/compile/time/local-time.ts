/** Converts local times to instants. Pure: the zone database is the runtime's (`Intl`), time is an argument. */

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

/**
 * Offset of `timeZone` from UTC at an instant, in milliseconds (positive east of Greenwich), by the runtime's database.
 */
export function offsetMs(timeZone: string, instant: number): number {
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

/**
 * The instant at which the clock of `timeZone` reaches `local`, in milliseconds since 1970 UTC. If the clock skips that
 * time (spring), it is the instant of the jump, for starts and ends alike: windows that hand over there leave no gap,
 * and nothing is shown outside its window. If the hour is repeated (autumn), `start` takes the later and `end` the
 * earlier instant, so a window can only shrink.
 */
export function localToInstant(local: string, timeZone: string, edge: 'start' | 'end'): number {
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

/** A window `[start, end)` that must hold in every one of `zones`: the latest start, the earliest end. */
export function localWindow(
  window: { readonly start: string | null; readonly end: string | null },
  zones: readonly string[],
): { readonly start: number; readonly end: number } {
  let start = Number.NEGATIVE_INFINITY
  let end = Number.POSITIVE_INFINITY
  for (const zone of zones) {
    if (window.start !== null) start = Math.max(start, localToInstant(window.start, zone, 'start'))
    if (window.end !== null) end = Math.min(end, localToInstant(window.end, zone, 'end'))
  }
  return { start, end }
}

/**
 * A window `[start, end)` that must not miss any of `zones`: from the first clock that enters it, on
 * either pass of a doubled hour, to the last that leaves it.
 */
export function localBlackout(
  blackout: { readonly start: string; readonly end: string },
  zones: readonly string[],
): { readonly start: number; readonly end: number } {
  return {
    start: Math.min(...zones.map((zone) => localToInstant(blackout.start, zone, 'end'))),
    end: Math.max(...zones.map((zone) => localToInstant(blackout.end, zone, 'start'))),
  }
}
