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
  const [first, last] = intervalsOf(windows, cell)
  if (first === last) return 'elsewhere'
  for (let index = first; index < last; index++) {
    if (now < (windows.start[index] ?? Number.POSITIVE_INFINITY)) return 'not-started'
    if (now < (windows.end[index] ?? 0)) return 'open'
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
  return nextEdge(windows, setsIn(windows, territory, territories.length), now, [windows.start, windows.end])
}

/** As `nextWindowEdge`, for offers: when one may be promoted, starts, ends, or an embargo ends. */
export function nextOfferEdge({ offers, territories }: SnapshotHot, territory: number, now: number): number {
  const sets = setsIn(offers, territory, territories.length)
  let next = nextEdge(offers, sets, now, [offers.promoteFrom, offers.start, offers.end])
  for (const set of sets) {
    const until = offers.embargoUntil[set] ?? 0
    if (until > now && until < next) next = until
  }
  return next
}

/** The sets that any class has in a territory, each once. */
export function setsIn({ cells }: WindowClasses, territory: number, territories: number): ReadonlySet<number> {
  const sets = new Set<number>()
  for (let cell = Math.max(0, territory); cell < cells.length; cell += territories) sets.add(cells[cell] ?? 0)
  return sets
}

function nextEdge(
  { offsets }: WindowClasses,
  sets: ReadonlySet<number>,
  now: number,
  columns: readonly Float64Array[],
): number {
  let next = Number.POSITIVE_INFINITY
  for (const set of sets) {
    for (let index = offsets[set] ?? 0; index < (offsets[set + 1] ?? 0); index++) {
      for (const column of columns) {
        const edge = column[index] ?? Number.POSITIVE_INFINITY
        if (edge > now && edge < next) next = edge
      }
    }
  }
  return next
}
