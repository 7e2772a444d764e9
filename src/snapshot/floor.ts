import type { PointerPayload, ShardEntry } from './pointer.ts'

/** A snapshot with less than this share of the candidates that serve now is held back. */
const SHARE_LEAST = 0.5
/** Below so many candidates a share says nothing. */
const CANDIDATES_LEAST = 50

/** Checks of the publisher that stop a snapshot for what it has lost: who overrode one of them meant it. */
const MEANT: readonly string[] = ['count-change', 'too-few', 'lost-schedule', 'lost-coverage']

/** Candidates of announced content, as its pointer counts them: the head is refused where that is not true. */
export function candidatesOf({ shards }: { readonly shards: readonly Pick<ShardEntry, 'name' | 'count'>[] }): number {
  return shards.find(({ name }) => name === 'hot')?.count ?? 0
}

/** Whether content has lost so much of what serves now that somebody should look before it replaces it. */
export function belowFloor(
  content: { readonly shards: readonly Pick<ShardEntry, 'name' | 'count'>[] },
  servingCandidates: number,
): boolean {
  return servingCandidates >= CANDIDATES_LEAST && candidatesOf(content) < servingCandidates * SHARE_LEAST
}

/**
 * Whether somebody chose what a pointer announces: by an override of a check that looks at what is lost, or by a pin.
 * The publisher has stopped such a snapshot before; the edge asks again, since a fault or an attacker may go round it.
 */
export function isMeant({ overrides, pinnedUntil }: PointerPayload): boolean {
  return pinnedUntil !== null || overrides.some(({ check }) => MEANT.includes(check))
}
