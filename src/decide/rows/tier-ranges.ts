import { columnValue } from '../../model/columns/column-value.ts'
import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import { PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'

const ranges = new WeakMap<Uint32Array, readonly { readonly from: number; readonly to: number }[]>()

/** The range of rows of each tier, the strongest first; the compiler keeps a tier's rows together. */
export function tierRanges({
  candidateCampaign,
  campaigns,
}: SnapshotHot): readonly { readonly from: number; readonly to: number }[] {
  const known = ranges.get(candidateCampaign)
  if (known) return known
  const ends = PRIORITIES.map((_, tier) => {
    let [low, high] = [0, candidateCampaign.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (columnValue(campaigns.priority, columnValue(candidateCampaign, middle)) <= tier) low = middle + 1
      else high = middle
    }
    return low
  })
  const made = ends.map((to, tier) => ({ from: ends[tier - 1] ?? 0, to }))
  ranges.set(candidateCampaign, made)
  return made
}
