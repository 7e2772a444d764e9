import type { PointerPayload, ShardEntry } from './pointer.ts'

/** The floor: a snapshot with a smaller share of the candidates that serve now is held back. */
const SHARE_LEAST = 0.5
/** With fewer serving candidates than this, the floor is not applied: a share would mean little. */
const CANDIDATES_LEAST = 50

/** The publisher's checks of losses: whoever overrides one of them intends the loss. */
const MEANT: readonly string[] = ['count-change', 'too-few', 'lost-schedule', 'lost-coverage']

/** The candidate count in announced content's pointer. The head is refused if the count is wrong. */
export function candidatesOf({ shards }: { readonly shards: readonly Pick<ShardEntry, 'name' | 'count'>[] }): number {
  return shards.find(({ name }) => name === 'hot')?.count ?? 0
}

/** Whether content has lost so much of what serves now that a person should look at it first. */
export function belowFloor(
  content: { readonly shards: readonly Pick<ShardEntry, 'name' | 'count'>[] },
  servingCandidates: number,
): boolean {
  return servingCandidates >= CANDIDATES_LEAST && candidatesOf(content) < servingCandidates * SHARE_LEAST
}

/** Columns of scores that the arms of announced content have beside its own, by its pointer. */
export function armColumnsOf({ shards }: { readonly shards: readonly Pick<ShardEntry, 'armColumns'>[] }): number {
  return Math.max(0, ...shards.map(({ armColumns }) => armColumns ?? 0))
}

/**
 * Whether a person chose the announced content, by overriding a check of losses or by a pin. The publisher stops other
 * such snapshots; the edge checks again, in case a fault or an attacker bypasses the publisher.
 */
export function isMeant({ overrides, pinnedUntil }: Pick<PointerPayload, 'overrides' | 'pinnedUntil'>): boolean {
  return pinnedUntil !== null || overrides.some(({ check }) => MEANT.includes(check))
}

/**
 * Whether an edge should hold back announced content because it has lost too much of what serves there. An edge that
 * missed the announcement of an intended loss compares with that one (`shrunk`), because later pointers do not mention
 * it.
 *
 * @param serving the pointer of what serves; null: nothing serves, and any content is accepted
 */
export function lostTooMuch(pointer: PointerPayload, serving: PointerPayload | null): boolean {
  if (serving === null || isMeant(pointer)) return false
  const { shrunk, sequence } = pointer
  const isMissed = shrunk !== null && shrunk.sequence > serving.sequence && shrunk.sequence <= sequence
  const measure = isMissed ? Math.min(candidatesOf(serving), shrunk.candidates) : candidatesOf(serving)
  return belowFloor(pointer, measure)
}

/**
 * The `shrunk` field of the next pointer: the last announcement with fewer candidates than the one before, if the floor
 * allowed that or it was intended. Each pointer repeats it, so that an edge that was offline accepts later content.
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
