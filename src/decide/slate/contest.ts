import type { Reserve } from './reserve.ts'
import type { SlateBuffers } from './slate-buffers.ts'
import type { SlateItem, Trace } from './slate-item.ts'
import type { SlatePlan, SlateScreen } from './slate-plan.ts'

/** Where an item of the pool stands: in the running, picked, ruled out for good, or standing back for another asset. */
export const STANDING = { waiting: 0, picked: 1, barred: 2, aside: 3 } as const

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
  /** What played, oldest first: the window's part of earlier pages, then this page. */
  readonly trail: Trace[]
  /** How many of the trail come from earlier pages. */
  readonly earlier: number
  /** Places in the pool of what this page has, in its order. */
  readonly picked: number[]
  /** Titles whose asset was chosen by memory or the viewer's own seed. */
  readonly stuck: Set<number>
}

/** As many of the last as a window looks back on. */
export function lastOf(trail: readonly Trace[], most: number): Trace[] {
  return trail.slice(Math.max(0, trail.length - most))
}
