import type { KeptLikeness } from './kept-likeness.ts'
import type { PlaceRules } from './place-rules.ts'
import type { SlateBuffers } from './slate-buffers.ts'
import type { SlateItem, Trace } from './slate-item.ts'
import type { SlatePlan, SlateScreen } from './slate-plan.ts'

/** Where an item of the pool stands: in the running, picked, ruled out for good (by the page, or a cap), or standing back. */
export const STANDING = { waiting: 0, picked: 1, barred: 2, aside: 3, capped: 4 } as const

/** What became of an item at the places so far; the greatest counts. */
export const FATE = { none: 0, diverse: 1, excluded: 2, outranked: 3 } as const

/** A composition under way. */
export interface Contest {
  /** In any order; what the reserve gives comes behind. */
  pool: readonly SlateItem[]
  readonly plan: SlatePlan
  readonly screen: SlateScreen
  /** Where more can be had than the pool holds; null: the pool is all that there is. */
  readonly reserve: Reserve | null
  buffers: SlateBuffers
  /** What the pool's items are like, where it is kept; null: it is not. */
  readonly alike: KeptLikeness | null
  /** What played, oldest first: the window's part of earlier pages, then this page. */
  readonly trail: Trace[]
  /** How many of the trail come from earlier pages. */
  readonly earlier: number
  /** Places in the pool of what this page has, in its order. */
  readonly picked: number[]
  /** Titles whose asset was chosen by memory or the viewer's own seed. */
  readonly stuck: Set<number>
  /** Caps that can still be remembered. */
  capRoom: number
}

/** What the next place may be given to. */
export interface WantedPlace {
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
  best(contest: Contest, wanted: WantedPlace): readonly SlateItem[]
}

/** As many of the last as a window looks back on. */
export function lastOf(trail: readonly Trace[], most: number): Trace[] {
  return trail.slice(Math.max(0, trail.length - most))
}
