import type { PacingHold } from '../../model/nouns/campaign-vocabulary.ts'
import { keptState, reasonsOf } from './kept-state.ts'
import type { KnownSoFar } from './known-so-far.ts'
import type { PacedGoal, PacingDecision } from './paced-goal.ts'

/** The inputs without which nothing can be paced, where they are no numbers; a goal must be above 0 too. */
export function unreadableInputs({ goal, now, startAt, endAt }: PacedGoal): string[] {
  return [
    ...(Number.isFinite(goal) && goal > 0 ? [] : ['goal']),
    ...(Number.isFinite(now) ? [] : ['now']),
    ...(Number.isFinite(startAt) ? [] : ['startAt']),
    ...(endAt === null || Number.isFinite(endAt) ? [] : ['endAt']),
  ]
}

/** Share 0: it has ended, is paused, has what it wants, or nobody can tell. What is kept goes on where it stopped. */
export function stoppedShare(
  { now, state }: PacedGoal,
  so: { readonly known: KnownSoFar; readonly left: number } | undefined,
  held: PacingHold,
  unreadable: readonly string[] = [],
): PacingDecision {
  const closed = { share: 0, need: 0, endsAt: Number.isFinite(now) ? now : 0 }
  const nothing = { supplyAhead: 0, wanted: 0, held }
  if (so === undefined) {
    const why = { delivered: 0, underway: 0, left: 0, yield: 0, basis: 'flat', ...nothing, unreadable } as const
    return { ...closed, why, next: state }
  }
  const step = { from: now, until: now, share: 0, need: 1 }
  return {
    ...closed,
    why: reasonsOf(so.known, { left: so.left, ...nothing }),
    next: keptState(so.known, step, { share: so.known.share ?? 0, carry: 0 }),
  }
}
