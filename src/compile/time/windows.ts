import type { WindowClasses } from '../../model/columns/snapshot.ts'

/** Half-open `[start, end)`, milliseconds since 1970 UTC. */
export interface Interval {
  readonly start: number
  readonly end: number
}

/** The parts of a window that remain when blackouts are cut out; in order, none empty. */
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

/** Deduplicates the sets of cells (class × territory); sets are numbered in order of first use. */
function sharedSets<Cell>(cells: readonly Cell[]): {
  readonly cells: Uint32Array
  readonly sets: readonly Cell[]
} {
  const known = new Map<string, number>()
  const sets: Cell[] = []
  const shared = Uint32Array.from(cells, (cell) => {
    const key = JSON.stringify(cell, (_name, value: unknown) => (value === Number.POSITIVE_INFINITY ? 'open' : value))
    const set = known.get(key) ?? sets.push(cell) - 1
    known.set(key, set)
    return set
  })
  return { cells: shared, sets }
}

/** Flattens classes (each a list of intervals per territory) into columns. */
export function windowColumns(classes: readonly (readonly (readonly Interval[])[])[]): WindowClasses {
  const { cells, sets } = sharedSets(classes.flat())
  return { cells, ...setColumns(sets) }
}

/** Flattens sets of intervals into columns. */
function setColumns(sets: readonly (readonly Interval[])[]): Omit<WindowClasses, 'cells'> {
  const offsets = new Uint32Array(sets.length + 1)
  sets.forEach((intervals, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + intervals.length
  })
  const intervals = sets.flat()
  return {
    offsets,
    start: Float64Array.from(intervals, (interval) => interval.start),
    end: Float64Array.from(intervals, (interval) => interval.end),
  }
}
