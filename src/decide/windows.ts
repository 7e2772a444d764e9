import type { SnapshotHot, WindowClasses } from '../model/snapshot.ts'

/** The first index, and the one after the last, of the windows of a cell (class × territory). */
export function intervalsOf({ cells, offsets }: WindowClasses, cell: number): readonly [first: number, end: number] {
  const set = cells[cell] ?? -1
  return [offsets[set] ?? 0, offsets[set + 1] ?? 0]
}

/** Where `now` stands to a class's windows in a territory. */
export type WindowState = 'open' | 'not-started' | 'ended' | 'elsewhere'

/**
 * Half-open: open from `start` to just before `end`. Between two windows the answer is `not-started`,
 * after the last `ended`; without any window in the territory `elsewhere`.
 *
 * @param now milliseconds since 1970 UTC
 */
export function windowState(windows: WindowClasses, cell: number, now: number): WindowState {
  const { offsets, start, end } = windows
  // Asked of every class on the first request of an isolate, while loops still run slowly: no pair is made here.
  const set = windows.cells[cell] ?? -1
  const first = offsets[set] ?? 0
  const last = offsets[set + 1] ?? 0
  if (first === last) return 'elsewhere'
  for (let index = first; index < last; index++) {
    if (now < (start[index] ?? Number.POSITIVE_INFINITY)) return 'not-started'
    if (now < (end[index] ?? 0)) return 'open'
  }
  return 'ended'
}

/** The edges of a class's windows in a territory, as words for explain. */
export function windowText(windows: WindowClasses, cell: number): string {
  const parts: string[] = []
  const [first, end] = intervalsOf(windows, cell)
  for (let index = first; index < end; index++) {
    parts.push(`${instantText(windows.start[index])}/${instantText(windows.end[index])}`)
  }
  return parts.join(' ')
}

/** An instant as ISO text; `open` for an edge that does not exist. */
export function instantText(instant: number | undefined): string {
  return instant === undefined || !Number.isFinite(instant) ? 'open' : new Date(instant).toISOString()
}

/** The first edge of any class's windows in a territory after `now`; `Infinity` when there is none. */
export function nextWindowEdge({ windows, territories }: SnapshotHot, territory: number, now: number): number {
  const isHere = setsIn(windows, territory, territories.length)
  return Math.min(nextEdge(windows, isHere, now, windows.start), nextEdge(windows, isHere, now, windows.end))
}

/** As `nextWindowEdge`, for offers: when one may be promoted, starts, ends, or an embargo ends. */
export function nextOfferEdge({ offers, territories }: SnapshotHot, territory: number, now: number): number {
  const isHere = setsIn(offers, territory, territories.length)
  let next = Number.POSITIVE_INFINITY
  for (let set = 0; set < isHere.length; set++) {
    const until = offers.embargoUntil[set] ?? 0
    if (isHere[set] === 1 && until > now && until < next) next = until
  }
  for (const column of [offers.promoteFrom, offers.start, offers.end]) {
    next = Math.min(next, nextEdge(offers, isHere, now, column))
  }
  return next
}

/** By set, 1 where any class has it in a territory: a table, as a cold isolate takes ten times as long over a `Set`. */
function setsIn({ cells, offsets }: WindowClasses, territory: number, territories: number): Uint8Array {
  const isHere = new Uint8Array(Math.max(0, offsets.length - 1))
  for (let cell = Math.max(0, territory); cell < cells.length; cell += territories) isHere[cells[cell] ?? 0] = 1
  return isHere
}

/** The first instant after `now` in a column, among the intervals of some sets; `Infinity` when there is none. */
function nextEdge({ offsets }: WindowClasses, isHere: Uint8Array, now: number, column: Float64Array): number {
  let next = Number.POSITIVE_INFINITY
  for (let set = 0; set < isHere.length; set++) {
    if (isHere[set] === 0) continue
    const last = offsets[set + 1] ?? 0
    for (let index = offsets[set] ?? 0; index < last; index++) {
      const edge = column[index] ?? Number.POSITIVE_INFINITY
      if (edge > now && edge < next) next = edge
    }
  }
  return next
}
