import type { PlacementDecision } from '../decide/decide.ts'
import { assetOf } from '../model/columns/column-value.ts'
import type { Snapshot } from '../model/columns/snapshot.ts'
import type { NoDecisionReason } from '../model/nouns/reason.ts'

/**
 * A placement's decision in which every pick has its text. `unavailable`: there were picks, but no text for any of
 * them.
 */
export interface DressedDecision extends Omit<PlacementDecision, 'empty'> {
  readonly empty: NoDecisionReason | null
  /** If house idents play instead, why there was nothing else; the picks are then rows of the baseline. */
  readonly floor?: NoDecisionReason
}

/**
 * The decision to answer with, compared with the first one, made before assets without text were left out. If it is
 * empty only because text was missing, it says so.
 */
export function dressedDecision(decision: PlacementDecision, first: PlacementDecision | undefined): DressedDecision {
  const lost = decision.empty !== null && first !== undefined && first.picks.length > 0
  return lost ? { ...decision, empty: 'unavailable' } : decision
}

/** Indexes of the picked assets, backups included, in the order of the placements. */
export function pickedAssets(
  snapshot: Pick<Snapshot, 'hot'>,
  decisions: readonly Pick<DressedDecision, 'picks' | 'backups'>[],
): readonly number[] {
  return decisions.flatMap(({ picks, backups }) =>
    [...picks, ...backups].map(({ candidate }) => assetOf(snapshot.hot, candidate)),
  )
}
