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
export function isMeant({ overrides, pinnedUntil }: Pick<PointerPayload, 'overrides' | 'pinnedUntil'>): boolean {
  return pinnedUntil !== null || overrides.some(({ check }) => MEANT.includes(check))
}

/**
 * Whether an edge should hold back what a pointer announces, for what it has lost of what serves there. An edge that
 * missed the announcement of a loss that was meant measures by that one (`shrunk`): what came after it says nothing of it.
 *
 * @param serving the pointer of what serves; null: nothing does, and what there is is taken
 */
export function lostTooMuch(pointer: PointerPayload, serving: PointerPayload | null): boolean {
  if (serving === null || isMeant(pointer)) return false
  const { shrunk, sequence } = pointer
  const isMissed = shrunk !== null && shrunk.sequence > serving.sequence && shrunk.sequence <= sequence
  const measure = isMissed ? Math.min(candidatesOf(serving), shrunk.candidates) : candidatesOf(serving)
  return belowFloor(pointer, measure)
}

/**
 * What a pointer says of the last announcement that had fewer candidates than the one before it, and lawfully: by no more
 * than the floor lets pass, or meant. It is handed on, so that an edge that was away takes what came after.
 */
export function shrunkBy(
  live: PointerPayload | null,
  next: Pick<PointerPayload, 'sequence' | 'shards' | 'overrides' | 'pinnedUntil'>,
): PointerPayload['shrunk'] {
  if (live === null) return null
  const candidates = candidatesOf(next)
  if (candidates >= candidatesOf(live)) return live.shrunk
  const isLawful = !belowFloor(next, candidatesOf(live)) || isMeant(next)
  return isLawful ? { sequence: next.sequence, candidates } : live.shrunk
}
