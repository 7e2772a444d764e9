import type { SnapshotHot, WindowClasses } from '../model/snapshot.ts'

/** Where `now` stands to a class's windows in a territory. */
export type WindowState = 'open' | 'not-started' | 'ended' | 'elsewhere'

/**
 * Half-open: open from `start` to just before `end`. Between two windows the answer is `not-started`,
 * after the last `ended`; without any window in the territory `elsewhere`.
 *
 * @param now milliseconds since 1970 UTC
 */
export function windowState(windows: WindowClasses, cell: number, now: number): WindowState {
  const first = windows.offsets[cell] ?? 0
  const last = windows.offsets[cell + 1] ?? 0
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
  for (let index = windows.offsets[cell] ?? 0; index < (windows.offsets[cell + 1] ?? 0); index++) {
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
  return nextEdge(windows.offsets, territories.length, territory, now, [windows.start, windows.end])
}

/** As `nextWindowEdge`, for offers: when one may be promoted, starts, ends, or an embargo ends. */
export function nextOfferEdge({ offers, territories }: SnapshotHot, territory: number, now: number): number {
  let next = nextEdge(offers.offsets, territories.length, territory, now, [
    offers.promoteFrom,
    offers.start,
    offers.end,
  ])
  for (let cell = territory; cell < offers.embargoUntil.length; cell += territories.length) {
    const until = offers.embargoUntil[cell] ?? 0
    if (until > now && until < next) next = until
  }
  return next
}

function nextEdge(
  offsets: Uint32Array,
  step: number,
  territory: number,
  now: number,
  columns: readonly Float64Array[],
): number {
  let next = Number.POSITIVE_INFINITY
  for (let cell = Math.max(0, territory); cell < offsets.length - 1; cell += step) {
    for (let index = offsets[cell] ?? 0; index < (offsets[cell + 1] ?? 0); index++) {
      for (const column of columns) {
        const edge = column[index] ?? Number.POSITIVE_INFINITY
        if (edge > now && edge < next) next = edge
      }
    }
  }
  return next
}
