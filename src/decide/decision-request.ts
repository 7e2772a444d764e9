import type { DenyList } from '../model/denies/deny-list.ts'
import type { Context, Placement } from './context/context.ts'
import type { Memory } from './context/memory.ts'
import type { CapCount } from './eligibility/gates/pair-gates.ts'

/** Everything that a decision depends on besides the snapshot. */
export interface DecisionRequest {
  readonly context: Context
  readonly placements: readonly Placement[]
  /** The takedowns in force: the newest list of the snapshot's region and, for a viewer abroad, that of the place. */
  readonly denies: DenyList
  /** Hashes of assets that a feed has already shown. */
  readonly served: ReadonlySet<number>
  /**
   * Indexes of assets, any number of them, that cannot be dressed now. They are left out and leave room for others.
   * Default: none.
   */
  readonly withheld?: ReadonlySet<number>
  readonly memory: Memory
  /** What this session has seen of capped campaigns. */
  readonly counts: ReadonlyMap<number, CapCount>
  /** Position of the first pick; a feed continues the count across its pages. */
  readonly firstPosition: number
  /** A shared clip that opens the feed, if it is eligible. */
  readonly openWith: string | null
  /** Seed of the random numbers: equal seeds give equal draws. Null: every slot takes the best. */
  readonly seed: string | null
  /**
   * How many earlier decisions for this request could not be answered. Each attempt draws from its own stream: with the
   * same stream, a neighbour would inherit the whole chance of the pick that fell out. Default: 0.
   */
  readonly attempt?: number
}
