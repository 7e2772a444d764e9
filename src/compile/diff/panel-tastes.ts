import { indexOfHash } from '../../decide/rows/hash-search.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import { spaceOf } from '../../model/columns/taste-space.ts'
import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import type { PanelTerms } from './winners.ts'

type TasteFor = PanelTerms['tasteFor']

/**
 * The tastes of the panel's viewers before and after a publish. A profile was made of the vectors that are live, and goes on as
 * it is where the space goes on; in another space it begins anew, so nothing is known at first.
 */
export function panelTastes(
  live: Snapshot | null,
  next: Snapshot,
): { readonly live: TasteFor; readonly next: TasteFor } {
  const before = live === null ? UNKNOWN : tastesIn(live)
  return { live: before, next: live !== null && spaceOf(live) === spaceOf(next) ? before : UNKNOWN }
}

/** The taste of whoever likes an asset, in the vectors of a snapshot. */
export function tastesIn({ hot }: Pick<Snapshot, 'hot'>): TasteFor {
  return (liked) => {
    const asset = indexOfHash(hot.assets.idHash, liked)
    return asset < 0 ? [] : hot.assets.taste.subarray(asset * TASTE_DIMENSIONS, (asset + 1) * TASTE_DIMENSIONS)
  }
}

const UNKNOWN: TasteFor = () => []
