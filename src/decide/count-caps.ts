import type { Snapshot } from '../model/snapshot.ts'
import { type CapCount, capKey } from './gates/pair-gates.ts'

/**
 * What a session has seen of capped campaigns after showing `candidates` at `now` (milliseconds since
 * 1970 UTC). A window begins with the first showing and starts anew once it is over.
 */
export function countCaps(
  snapshot: Snapshot,
  counts: ReadonlyMap<number, CapCount>,
  candidates: readonly number[],
  now: number,
): ReadonlyMap<number, CapCount> {
  const next = new Map(counts)
  for (const candidate of candidates) {
    const asset = snapshot.hot.candidateAsset[candidate] ?? 0
    const campaign = snapshot.hot.candidateCampaign[candidate] ?? 0
    const key = capKey(snapshot.hot, asset, campaign)
    if (key === null) continue
    const known = next.get(key)
    const windowMs = (snapshot.hot.campaigns.capWindowSeconds[campaign] ?? 0) * 1000
    const running = known !== undefined && now < known.since + windowMs
    next.set(key, running ? { ...known, count: known.count + 1 } : { key, count: 1, since: now })
  }
  return next
}
