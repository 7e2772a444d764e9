import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import { nextWallEdge } from './local-minute.ts'
import {
  type InstantUse,
  type Shown,
  type TimeAsked,
  type TimedColumns,
  type TimedTable,
  timedColumns,
  timedColumnsOf,
  WALL_BOUNDS,
  type WallBound,
  type WallTimes,
} from './time-bounds.ts'
import { intervalsOf } from './windows.ts'

/**
 * The first instant after the context's before which none of some bounds turns for anybody at the place, milliseconds
 * since 1970 UTC; `Infinity` if none ever does.
 */
export function nextBound(bounds: readonly (TimedTable | WallBound)[], asked: TimeAsked): number {
  const { snapshot, context, territory } = asked
  let next = Number.POSITIVE_INFINITY
  for (const bound of bounds) {
    const edge =
      bound === 'clocks' || bound === 'hours'
        ? nextWallEdge(bound === 'hours' ? hourMinutes(asked) : minutesOf(bound, asked, []), context.now)
        : nextInstant(snapshot.hot, bound, territory, context.now)
    next = Math.min(next, edge)
  }
  return next
}

/** An instant after the context's before which no time of a bound comes on any clock; some campaigns' count. */
export function nextWallTime(
  bound: WallBound,
  asked: Omit<TimeAsked, 'territory'>,
  campaigns: Iterable<number>,
): number {
  return nextWallEdge(minutesOf(bound, asked, campaigns), asked.context.now)
}

function minutesOf(bound: WallBound, asked: Omit<TimeAsked, 'territory'>, campaigns: Iterable<number>): number[] {
  return WALL_BOUNDS[bound](asked, campaigns).flatMap(({ minutes }) => minutes)
}

/** An entry is collected with the columns. */
const hoursOfAll = new WeakMap<SnapshotHot, readonly number[]>()

/** The minutes at which hours of any campaign turn, each once: the context decides on which clock, and not which. */
function hourMinutes(asked: TimeAsked): readonly number[] {
  const { hot } = asked.snapshot
  const known = hoursOfAll.get(hot)
  if (known !== undefined) return known
  const minutes = [...new Set(minutesOf('hours', asked, hot.campaigns.hours.keys()))]
  hoursOfAll.set(hot, minutes)
  return minutes
}

/**
 * The first instant of any class of a table in a territory after `now`. Plain loops: they run over thousands of classes
 * before an isolate's first answer, while loops still run slowly.
 */
function nextInstant(hot: SnapshotHot, table: TimedTable, territory: number, now: number): number {
  const { classes, columns } = timedColumnsOf(hot, table)
  const { cells, offsets } = classes
  let next = Number.POSITIVE_INFINITY
  for (const { values, per } of columns) {
    const isOfSet = per === 'set'
    for (let cell = Math.max(0, territory); cell < cells.length; cell += hot.territories.length) {
      const set = cells[cell] ?? 0
      const last = isOfSet ? set + 1 : (offsets[set + 1] ?? 0)
      for (let index = isOfSet ? set : (offsets[set] ?? 0); index < last; index++) {
        const instant = values[index] ?? 0
        if (instant > now && instant < next) next = instant
      }
    }
  }
  return next
}

/**
 * The first instant after `now` at which an asset under some campaigns may have to go (`closing`), or the words change
 * (`wording`). `Infinity` if none. Plain loops: every answer asks.
 */
export function nextOwnInstant(
  hot: SnapshotHot,
  shown: Shown,
  { territory, now }: { readonly territory: number; readonly now: number },
  which: 'closing' | 'wording',
): number {
  let next = Number.POSITIVE_INFINITY
  if (territory < 0) return next
  for (const table of timedColumns(hot)) {
    const { cells, offsets } = table.classes
    for (const each of table[which].length === 0 ? [] : table.classesOf(shown)) {
      const set = cells[each * hot.territories.length + territory] ?? -1
      for (const { values, per } of table[which]) {
        const last = per === 'set' ? set + 1 : (offsets[set + 1] ?? 0)
        for (let index = per === 'set' ? set : (offsets[set] ?? 0); index < last; index++) {
          const instant = values[index] ?? 0
          if (instant > now && instant < next) next = instant
        }
      }
    }
  }
  return next
}

/** Called with an instant, and what may change at it. */
type Visit = (instant: number, use: InstantUse) => void

/** Visits the instants that bound an asset under some campaigns in a territory, in no order. */
export function visitShown(hot: SnapshotHot, shown: Shown, territory: number, visit: Visit): void {
  if (territory < 0) return
  for (const table of timedColumns(hot)) {
    for (const each of table.classesOf(shown)) visitCell(table, each * hot.territories.length + territory, visit)
  }
}

/** Visits every instant of a territory, in no order: one that several classes share, once for each. */
export function visitAll(hot: SnapshotHot, territory: number, visit: Visit): void {
  if (territory < 0) return
  for (const table of timedColumns(hot)) {
    for (let cell = territory; cell < table.classes.cells.length; cell += hot.territories.length) {
      visitCell(table, cell, visit)
    }
  }
}

function visitCell({ classes, columns }: TimedColumns, cell: number, visit: Visit): void {
  const set = classes.cells[cell] ?? -1
  const [first, last] = intervalsOf(classes, cell)
  for (const instants of columns) {
    const { values, per } = instants
    const [from, to] = per === 'set' ? [set, set + 1] : [first, last]
    for (let index = from; index < to; index++) {
      const instant = values[index]
      if (instant !== undefined) visit(instant, instants)
    }
  }
}

/** The times of the day of every bound that wall clocks put on the verdicts on some campaigns' candidates. */
export function wallTimes(
  asked: Omit<TimeAsked, 'territory'>,
  campaigns: Iterable<number>,
): readonly (WallTimes & { readonly bound: WallBound })[] {
  return (Object.keys(WALL_BOUNDS) as WallBound[]).flatMap((bound) =>
    WALL_BOUNDS[bound](asked, campaigns).map((times) => ({ ...times, bound })),
  )
}
