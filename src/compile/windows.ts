import type { WindowClasses } from '../model/snapshot.ts'

/** Half-open `[start, end)`, milliseconds since 1970 UTC. */
export interface Interval {
  readonly start: number
  readonly end: number
}

/** What remains of a window when blackouts are cut out of it; in order, none empty. */
export function withoutBlackouts(window: Interval, blackouts: readonly Interval[]): readonly Interval[] {
  let rest: Interval[] = window.start < window.end ? [window] : []
  for (const blackout of blackouts) {
    rest = rest.flatMap((part) => [
      { start: part.start, end: Math.min(part.end, blackout.start) },
      { start: Math.max(part.start, blackout.end), end: part.end },
    ])
    rest = rest.filter((part) => part.start < part.end)
  }
  return rest
}

/** Classes (each a list of intervals per territory) as flat columns. */
export function windowColumns(classes: readonly (readonly (readonly Interval[])[])[]): WindowClasses {
  const flat = classes.flat()
  const offsets = new Uint32Array(flat.length + 1)
  flat.forEach((intervals, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + intervals.length
  })
  const intervals = flat.flat()
  return {
    offsets,
    start: Float64Array.from(intervals, (interval) => interval.start),
    end: Float64Array.from(intervals, (interval) => interval.end),
  }
}
