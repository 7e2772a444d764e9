import type { EmptyReason, PlacementDecision } from '../decide/decide.ts'
import { assetOf } from '../model/columns/column-value.ts'
import type { Snapshot } from '../model/columns/snapshot.ts'

/** A placement's decision whose every pick has its words. `unavailable`: there were picks, and no words for any. */
export interface DressedDecision extends Omit<PlacementDecision, 'empty'> {
  readonly empty: EmptyReason | 'unavailable' | null
  /** Where the house idents play in its place, why there was nothing else: then its picks are rows of the baseline. */
  readonly floor?: EmptyReason | 'unavailable'
}

/**
 * The decision as it is answered, beside the one that was made before assets without words were left out: what is
 * empty only for the want of words says so.
 */
export function dressedDecision(decision: PlacementDecision, first: PlacementDecision | undefined): DressedDecision {
  const lost = decision.empty !== null && first !== undefined && first.picks.length > 0
  return lost ? { ...decision, empty: 'unavailable' } : decision
}

/** Indexes of the assets that were picked, backups too, in the order of the placements. */
export function pickedAssets(
  snapshot: Pick<Snapshot, 'hot'>,
  decisions: readonly Pick<DressedDecision, 'picks' | 'backups'>[],
): readonly number[] {
  return decisions.flatMap(({ picks, backups }) =>
    [...picks, ...backups].map(({ candidate }) => assetOf(snapshot.hot, candidate)),
  )
}
