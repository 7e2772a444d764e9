import type { PlaceRules } from './constraints.ts'
import type { Contest } from './contest.ts'
import type { SlateItem } from './slate-item.ts'

/** What the next place may be given to. */
export interface Wanted {
  /** Tiers to look through, as bits. */
  readonly tiers: number
  /** What it may break, as bits of the relaxation order; everything else has to hold. */
  readonly allowed: number
  /** What the place asks. */
  readonly rules: PlaceRules
}

/**
 * All that is eligible and was not drawn into the pool. A pool holds the best of each tier, which may all be alike: what
 * a place then needs is fetched for that place alone, before it is drawn, and by nothing but the picks before it. So a
 * constraint holds over everything that is eligible, earlier picks stand, and each chance is the one it was drawn with.
 */
export interface Reserve {
  /** Tiers of which the pool does not hold everything, as bits. */
  readonly tiers: number
  /**
   * The best that nothing rules out and that break nothing but what is allowed. Every item that could take the place
   * is among them, or something better is.
   */
  best(contest: Contest, wanted: Wanted): readonly SlateItem[]
}
