import { columnValue } from '../../model/columns/column-value.ts'
import type { WindowClasses } from '../../model/columns/snapshot.ts'

/** The half-open index range of the windows of a cell (class × territory). */
export function intervalsOf({ cells, offsets }: WindowClasses, cell: number): readonly [first: number, end: number] {
  const set = columnValue(cells, cell)
  return [columnValue(offsets, set), columnValue(offsets, set + 1)]
}

/** The state of a class's windows in a territory at an instant. */
export type WindowState = 'open' | 'not-started' | 'ended' | 'elsewhere'

/**
 * Half-open: open from `start` to just before `end`. Between two windows the answer is `not-started`,
 * after the last `ended`; without any window in the territory `elsewhere`.
 *
 * @param now milliseconds since 1970 UTC
 */
export function windowState(windows: WindowClasses, cell: number, now: number): WindowState {
  const { offsets, start, end } = windows
  // No pair is allocated here: this runs for every class on an isolate's first request, while loops still run slowly.
  const set = columnValue(windows.cells, cell)
  const first = columnValue(offsets, set)
  const last = columnValue(offsets, set + 1)
  if (first === last) return 'elsewhere'
  for (let index = first; index < last; index++) {
    if (now < columnValue(start, index)) return 'not-started'
    if (now < columnValue(end, index)) return 'open'
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
