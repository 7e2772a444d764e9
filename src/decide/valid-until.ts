import { NO_INDEX, type Snapshot, type WindowClasses } from '../model/snapshot.ts'

/**
 * The first instant, milliseconds since 1970 UTC, at which a winner's own windows close (asset, campaign,
 * offer); `Infinity` when none does. An answer must not be kept beyond it.
 */
export function winnerValidUntil(snapshot: Snapshot, territory: number, candidate: number, now: number): number {
  const { hot } = snapshot
  const asset = hot.candidateAsset[candidate] ?? 0
  const campaign = hot.candidateCampaign[candidate] ?? 0
  const title = hot.assets.title[asset] ?? NO_INDEX
  const cell = (classIndex: number | undefined): number => (classIndex ?? 0) * hot.territories.length + territory
  return Math.min(
    closing(hot.windows, cell(hot.assets.window[asset]), now),
    closing(hot.windows, cell(hot.campaigns.window[campaign]), now),
    title === NO_INDEX ? Number.POSITIVE_INFINITY : closing(hot.offers, cell(hot.titles.offer[title]), now),
  )
}

function closing(windows: WindowClasses, cell: number, now: number): number {
  let first = Number.POSITIVE_INFINITY
  for (let index = windows.offsets[cell] ?? 0; index < (windows.offsets[cell + 1] ?? 0); index++) {
    const end = windows.end[index] ?? Number.POSITIVE_INFINITY
    if (end > now) first = Math.min(first, end)
  }
  return first
}
