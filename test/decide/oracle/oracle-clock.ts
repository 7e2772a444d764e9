import { wallClock } from '../../compile/wall-clock.ts'

/** Two clocks between which every other stands. */
export const FIRST_AND_LAST_CLOCK = ['Etc/GMT-14', 'Etc/GMT+12'] as const

const found = new Map<string, number>()

/** The first instant at which a clock shows `local` or later, by halving. Not for hours that a zone doubles or skips. */
export function instantOf(local: string, zone: string): number {
  const key = `${local} ${zone}`
  const known = found.get(key)
  if (known !== undefined) return known
  let before = Date.parse(`${local}Z`) / 1000 - 15 * 3600
  let after = before + 30 * 3600
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (wallClock(middle * 1000, zone) >= local) after = middle
    else before = middle
  }
  found.set(key, after * 1000)
  return after * 1000
}

export const whenAllHaveStarted = (local: string | null, zones: readonly string[]) =>
  local === null ? Number.NEGATIVE_INFINITY : Math.max(...zones.map((zone) => instantOf(local, zone)))

export const whenTheFirstHasStarted = (local: string | null, zones: readonly string[]) =>
  local === null ? Number.POSITIVE_INFINITY : Math.min(...zones.map((zone) => instantOf(local, zone)))

interface Window {
  readonly start: string | null
  readonly end: string | null
  readonly blackouts: readonly { readonly start: string; readonly end: string }[]
}

/** Null while open. `territory`: there never is a moment at which it is open. */
export function closedBecause(
  { start, end, blackouts }: Window,
  zones: readonly string[],
  now: number,
): 'not-started' | 'ended' | 'territory' | null {
  const from = whenAllHaveStarted(start, zones)
  const to = whenTheFirstHasStarted(end, zones)
  const pauses = blackouts.map((pause) => ({
    from: whenTheFirstHasStarted(pause.start, zones),
    to: whenAllHaveStarted(pause.end, zones),
  }))
  const open = (at: number) => from <= at && at < to && !pauses.some((pause) => pause.from <= at && at < pause.to)
  if (open(now)) return null
  const openings = [from, ...pauses.map((pause) => pause.to)].filter(open)
  if (openings.length === 0) return 'territory'
  return openings.some((at) => at > now) ? 'not-started' : 'ended'
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const WEEK = 7 * 24 * 60

interface Part {
  readonly days: readonly string[]
  readonly from: string
  readonly to: string
}

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** Whether a wall clock stands inside one of the parts of the day, each begun on one of its days. */
export function insideHours(parts: readonly Part[], wall: string): boolean {
  const weekday = (new Date(`${wall.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7
  const minute = weekday * 24 * 60 + minutesOf(wall.slice(11, 16))
  return parts.some(({ days, from, to }) =>
    days.some((day) => {
      const begin = DAYS.indexOf(day) * 24 * 60 + minutesOf(from)
      const length = minutesOf(to) - minutesOf(from) + (minutesOf(from) < minutesOf(to) ? 0 : 24 * 60)
      return (minute - begin + 2 * WEEK) % WEEK < length
    }),
  )
}

/** What every clock on earth shows, by quarters of an hour from UTC−12 to UTC+14. */
export function everyWallClock(now: number): readonly string[] {
  return Array.from({ length: 26 * 4 + 1 }, (_, quarter) =>
    new Date(now + (quarter / 4 - 12) * 3_600_000).toISOString().slice(0, 19),
  )
}
