import { z } from 'zod'

/** So many steps are kept at most; when counters stop for longer, the oldest steps are put together. */
export const KEPT_STEPS_MAX = 160

const finite = z.number().check(z.refine(Number.isFinite))
const atLeastNone = finite.check(z.gte(0))
const share = atLeastNone.check(z.lte(1))

/** What a share did: from when until when it acted, and what the controller knew when it was set. */
const pacingStep = z.object({
  /** Milliseconds since 1970 UTC, as all times here. */
  from: finite,
  /** When it acts no longer; of the newest step: until when it acts if no other follows. */
  until: finite,
  /** As published: whole 64ths. */
  share,
  /** Factor on the weight, as published; at least 1. */
  need: atLeastNone,
  /** Chances that the forecast gave for the time it acted; 0 while it is the newest. */
  supply: atLeastNone,
  /** Events delivered, by the counters' newest event at `asOf`. */
  delivered: atLeastNone,
  asOf: finite,
})

const pacingState = z.object({
  v: z.literal(1),
  basis: z.enum(['forecast', 'flat']),
  steps: z.array(pacingStep).max(KEPT_STEPS_MAX),
  /** Events a chance, shrunk; and the greatest lately, which the brake goes by. */
  yield: atLeastNone,
  peakYield: atLeastNone,
  /** The share before it was cut to 64ths, and what was cut off. */
  share,
  carry: finite,
  /** What the counters said last; what they said before and no longer say; how much of that is missed lately. */
  counted: atLeastNone,
  credit: atLeastNone,
  lost: atLeastNone,
})

/** One share of a campaign, and how long it acted. */
export type PacingStep = z.infer<typeof pacingStep>

/**
 * What the controller keeps of a campaign from one step to the next: JSON, at most some 20 kB, mostly 6 kB. A version
 * that adds fields keeps `v`; one that changes their meaning counts it up.
 */
export type PacingState = z.infer<typeof pacingState>

/** A kept state as read back; undefined where this version cannot read it, and the controller begins anew. */
export function readPacingState(kept: unknown): PacingState | undefined {
  const read = pacingState.safeParse(kept)
  return read.success ? read.data : undefined
}
