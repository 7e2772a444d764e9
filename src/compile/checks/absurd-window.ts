import type { Snapshot, WindowClasses } from '../../model/columns/snapshot.ts'
import { resultOf } from './check-result.ts'
import type { CheckResult, OpenProposal } from './proposal.ts'

const YEAR_MS = 365.25 * 86_400_000

/**
 * Refuses windows that nobody can have meant: one that ends at or before its start, one that starts years ahead, and a
 * region in which all campaigns are over although some in the live snapshot were not.
 */
export function absurdWindow({ next, live, now, rules }: OpenProposal): CheckResult {
  const { aheadYears, findings } = rules.publish.limits
  const latest = now + aheadYears * YEAR_MS
  const { hot, text } = next
  const what = { campaign: hot.campaigns.window, asset: hot.assets.window, title: hot.titles.offer }
  const firstAssetOf = (title: number): number => hot.assets.title.indexOf(title)
  const texts = [
    ...faultsIn(next, hot.windows, what.campaign, latest, (index) => text.campaign(index).campaignId),
    ...faultsIn(next, hot.windows, what.asset, latest, (index) => text.asset(index).assetId),
    ...faultsIn(next, hot.offers, what.title, latest, (index) => {
      const asset = firstAssetOf(index)
      return `an offer of ${asset < 0 ? `title ${index}` : text.titleOf(asset)?.titleId}`
    }),
    ...(isOver(next, now) && live !== null && !isOver(live, now) ? ['every campaign of the region is over'] : []),
  ]
  const looked = `${hot.windows.start.length} windows and ${hot.offers.start.length} offers`
  return resultOf('absurd-window', looked, texts, findings)
}

/** One finding per class of windows: the first window at fault, and how many others there are. */
function faultsIn(
  { hot: { territories } }: Snapshot,
  windows: WindowClasses,
  classOf: ArrayLike<number>,
  latest: number,
  nameOf: (index: number) => string,
): readonly string[] {
  const users = new Map<number, { readonly first: number; count: number }>()
  for (let index = 0; index < classOf.length; index++) {
    const known = users.get(classOf[index] ?? 0)
    if (known) known.count++
    else users.set(classOf[index] ?? 0, { first: index, count: 1 })
  }
  return [...users].flatMap(([windowClass, { first, count }]) => {
    for (const index of intervalsOfClass(windows, windowClass, territories.length)) {
      const [start, end] = [windows.start[index] ?? 0, windows.end[index] ?? 0]
      const others = count === 1 ? '' : `, and ${count - 1} others`
      if (!(start < end)) return [`${nameOf(first)} ends at ${dayOf(end)}, not after its start${others}`]
      if (start > latest) return [`${nameOf(first)} starts at ${dayOf(start)}${others}`]
    }
    return []
  })
}

/** Whether there are campaigns and all of them have ended in every territory. */
function isOver({ hot }: Snapshot, now: number): boolean {
  const { territories, windows } = hot
  const future = hot.campaigns.window.some((windowClass) => {
    return intervalsOfClass(windows, windowClass, territories.length).some((index) => (windows.end[index] ?? 0) > now)
  })
  return hot.campaigns.window.length > 0 && !future
}

/** The indexes of all intervals that a class has in any territory, each once. */
function intervalsOfClass({ cells, offsets }: WindowClasses, windowClass: number, territories: number): number[] {
  const sets = new Set(cells.subarray(windowClass * territories, (windowClass + 1) * territories))
  return [...sets].flatMap((set) => {
    const [from, to] = [offsets[set] ?? 0, offsets[set + 1] ?? 0]
    return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)
  })
}

/** An instant as a day; one beyond the range of a date is given as the number. */
function dayOf(instant: number): string {
  return Math.abs(instant) < 8.64e15 ? new Date(instant).toISOString().slice(0, 16) : String(instant)
}
