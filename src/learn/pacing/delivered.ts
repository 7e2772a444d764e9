import type { PacingState } from './pacing-state.ts'

/** What the counters said, and what they said before and no longer say. */
export type CountedSoFar = Pick<PacingState, 'counted' | 'credit' | 'lost'>

/**
 * Reads counters that may go back. What was counted once stays delivered: a lost store must not make a campaign deliver
 * its goal again. When the counters jump back up by half of what they lost or more, they are believed again: it was a
 * read that failed, or a small correction.
 *
 * @param counted events, as the counters say now; what is not a number counts as not read
 * @returns what to keep; `counted + credit` is delivered
 */
export function countedSince(before: CountedSoFar | undefined, counted: number): CountedSoFar {
  const { counted: known, credit, lost } = before ?? { counted: 0, credit: 0, lost: 0 }
  if (!Number.isFinite(counted) || counted < 0) return { counted: known, credit, lost }
  const more = counted - known
  if (more < 0) return { counted, credit: credit - more, lost: lost - more }
  if (lost > 0 && more >= lost / 2) return { counted, credit: Math.max(0, credit - Math.min(lost, more)), lost: 0 }
  return { counted, credit, lost }
}
