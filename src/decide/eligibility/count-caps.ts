import { assetOf, campaignOf, columnValue } from '../../model/columns/column-value.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import { type CapCount, capKey, REMEMBERED_CAPS } from './gates/pair-gates.ts'

/** The session's counts of capped campaigns, by `capKey`. */
export type CapCounts = ReadonlyMap<number, CapCount>

/**
 * The counts after `candidates` are shown at `now` (milliseconds since 1970 UTC). A window begins with the first
 * showing and starts again once it is over.
 */
export function countCaps(
  snapshot: Snapshot,
  counts: CapCounts,
  candidates: readonly number[],
  now: number,
): CapCounts {
  const { hot } = snapshot
  let next: Map<number, CapCount> | null = null
  for (const candidate of candidates) {
    const campaign = campaignOf(hot, candidate)
    const key = capKey(hot, assetOf(hot, candidate), campaign)
    if (key === null) continue
    next ??= new Map(counts)
    const known = next.get(key)
    const windowMs = columnValue(hot.campaigns.capWindowSeconds, campaign) * 1000
    const running = known !== undefined && now < known.since + windowMs
    next.set(key, running ? { ...known, count: known.count + 1 } : { key, count: 1, since: now, until: now + windowMs })
  }
  return next ?? counts
}

/**
 * The counts to keep while `more` candidates are shown: if room could run short, windows that are over are dropped.
 *
 * @param now milliseconds since 1970 UTC
 */
export function runningCaps(counts: CapCounts, more: number, now: number): CapCounts {
  if (counts.size + more <= REMEMBERED_CAPS) return counts
  return new Map([...counts].filter(([, { until }]) => now < until))
}
