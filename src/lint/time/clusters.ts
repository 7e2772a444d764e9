import type { Times } from '../../compile/time/intervals.ts'
import type { Interval } from '../../compile/time/windows.ts'

/** Something with its times. */
export interface TimedItem<Item> {
  readonly item: Item
  readonly times: Times
}

/** A stretch of time, and all that run in it. */
export interface Cluster<Item> extends Interval {
  readonly items: readonly Item[]
}

/**
 * The longest stretches of time in each instant of which at least `least` run, in order, with all that run in them: one
 * sweep over the edges, so that ten thousand at one slot take no longer than they take to sort.
 *
 * @param joins whether windows that hand over count as one stretch; else what ends makes room before the next starts
 */
export function clusters<Item>(
  all: readonly TimedItem<Item>[],
  { least, joins }: { readonly least: number; readonly joins: boolean },
): readonly Cluster<Item>[] {
  const edges = all.flatMap(({ item, times }) =>
    times.flatMap(({ start, end }) => [
      { at: start, by: 1, item },
      { at: end, by: -1, item },
    ]),
  )
  const order = joins ? -1 : 1
  edges.sort((left, right) => left.at - right.at || order * (left.by - right.by))
  const found: Cluster<Item>[] = []
  const running = new Set<Item>()
  let open: { readonly start: number; readonly items: Set<Item> } | null = null
  for (const { at, by, item } of edges) {
    if (by > 0) {
      running.add(item)
      if (open !== null) open.items.add(item)
      else if (running.size >= least) open = { start: at, items: new Set(running) }
      continue
    }
    running.delete(item)
    if (open === null || running.size >= least) continue
    if (open.start < at) found.push({ start: open.start, end: at, items: [...open.items] })
    open = null
  }
  return found
}
