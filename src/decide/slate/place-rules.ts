import type { Trace } from './slate-item.ts'

/** What the next place asks of every item. */
export interface PlaceRules {
  /** One more of its franchise would make the run too long; none: every franchise is welcome. */
  readonly fullFranchise: Trace | undefined
  /** One more of this cluster would; 0: every cluster is welcome. */
  readonly fullCluster: number
  /** So many of a title are enough. */
  readonly mostOfTitle: number
  /** Labels of each item that is too near and has some. */
  readonly nearLabels: readonly Uint32Array[]
  /** Tiers that have their share, or that a stronger one keeps out; as bits. */
  readonly fullTiers: number
}
