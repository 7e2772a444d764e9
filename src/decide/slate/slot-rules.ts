import type { Trace } from './slate-item.ts'

/** The rules that every item for the next slot is checked against. */
export interface SlotRules {
  /** An item of the franchise whose run is at its limit; undefined: every franchise is allowed. */
  readonly fullFranchise: Trace | undefined
  /** The genre cluster whose run is at its limit; 0: every cluster is allowed. */
  readonly fullCluster: number
  /** Greatest number of items of one title in the window. */
  readonly mostOfTitle: number
  /** The exclusion labels of each nearby item that has any. */
  readonly nearLabels: readonly Uint32Array[]
  /** Tiers that have used up their share, or that a stronger one keeps out; as bits. */
  readonly fullTiers: number
}
