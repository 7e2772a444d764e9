import type { DenyList } from '../model/denies/deny-list.ts'
import type { Context, Placement } from './context/context.ts'
import type { Memory } from './context/memory.ts'
import type { CapCount } from './eligibility/gates/pair-gates.ts'

/** Everything that a decision depends on besides the snapshot. */
export interface DecisionRequest {
  readonly context: Context
  readonly placements: readonly Placement[]
  /** What is withdrawn from the snapshot: of its region's newest list, and of the place's for who is abroad. */
  readonly denies: DenyList
  /** Hashes of assets that a feed has already shown. */
  readonly served: ReadonlySet<number>
  /** Indexes of assets that cannot be dressed now, any number of them: they make room, and that is all. Default: none. */
  readonly withheld?: ReadonlySet<number>
  readonly memory: Memory
  /** What this session has seen of capped campaigns. */
  readonly counts: ReadonlyMap<number, CapCount>
  /** Position of the first pick; a feed counts on across its pages. */
  readonly firstPosition: number
  /** A shared clip that opens the feed, if it is eligible. */
  readonly openWith: string | null
  /** What chance is drawn from: equal seeds, equal draws. Null: at every place the best is taken. */
  readonly seed: string | null
  /**
   * Decisions that were made for this request before this one and could not be answered. Each draws from a stream of its
   * own: from the same one, a neighbour would inherit the whole chance of what fell out. Default: 0.
   */
  readonly attempt?: number
}
