import type { KeptLikeness } from './kept-likeness.ts'
import type { SlateBuffers } from './slate-buffers.ts'
import type { SlateItem, Trace } from './slate-item.ts'
import type { SlatePlan, SlateScreen } from './slate-plan.ts'
import type { SlotRules } from './slot-rules.ts'

/**
 * State of an item of the pool: waiting, picked, barred by the page or screen, aside for a stand-in of its title, or at
 * its cap.
 */
export const STANDING = { waiting: 0, picked: 1, barred: 2, aside: 3, capped: 4 } as const

/** What happened to an item at the slots so far; the greatest value counts. */
export const FATE = { none: 0, diverse: 1, excluded: 2, outranked: 3 } as const

/** A composition under way. */
export interface Contest {
  /** In any order; items from the reserve are appended. */
  pool: readonly SlateItem[]
  readonly plan: SlatePlan
  readonly screen: SlateScreen
  /** The source of further candidates; null: the pool is complete. */
  readonly reserve: Reserve | null
  buffers: SlateBuffers
  /** The cached likeness between the pool's items; null: not cached. */
  readonly alike: KeptLikeness | null
  /** What played, oldest first: the window's part of earlier pages, then this page. */
  readonly trail: Trace[]
  /** How many of the trail come from earlier pages. */
  readonly earlier: number
  /** Indexes in the pool of the page's items, in the order of the page. */
  readonly picked: number[]
  /** Titles whose asset was chosen by memory or the viewer's own seed. */
  readonly stuck: Set<number>
  /** How many more caps can be remembered. */
  capRoom: number
}

/** The query for candidates for the next slot. */
export interface WantedSlot {
  /** Tiers to search, as bits. */
  readonly tiers: number
  /** Constraints that may be broken, as bits of the relaxation order; all others must hold. */
  readonly allowed: number
  /** The rules of the slot. */
  readonly rules: SlotRules
}

/**
 * Everything eligible that is not in the pool. The pool holds the best of each tier, which may all be alike; what a
 * slot needs beyond that is fetched for that slot only, before it is drawn, and depends on the earlier picks only. So
 * constraints hold over everything eligible, earlier picks stay valid, and each propensity is the one that was drawn
 * with.
 */
export interface Reserve {
  /** Tiers that the pool does not hold completely, as bits. */
  readonly tiers: number
  /**
   * The best candidates that nothing rules out and that break only the constraints allowed. Every candidate that could
   * take the slot is among them, or a better one is.
   */
  best(contest: Contest, wanted: WantedSlot): readonly SlateItem[]
}

/** The last items, at most as many as a window looks back on. */
export function lastOf(trail: readonly Trace[], most: number): Trace[] {
  return trail.slice(Math.max(0, trail.length - most))
}
