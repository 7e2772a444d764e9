import type { DenyList } from '../model/denies/deny-list.ts'
import { NOTHING_OWNED, type OwnedBySurface } from '../model/policies/owned-values.ts'
import type { Context, Placement } from './context/context.ts'
import { type Memory, NO_MEMORY } from './context/memory.ts'
import type { CapCount } from './eligibility/gates/pair-gates.ts'

/** Everything that a decision depends on besides the snapshot. */
export interface DecisionRequest {
  readonly context: Context
  readonly placements: readonly Placement[]
  /** The takedowns in force: the newest list of the snapshot's region and, for a viewer abroad, that of the place. */
  readonly denies: DenyList
  /** Hashes of assets that a feed has already shown. */
  readonly served: ReadonlySet<number>
  /** Indexes of assets, any number of them, that cannot be dressed now. They are left out and leave room for others. */
  readonly withheld: ReadonlySet<number>
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
   * same stream, a neighbour would inherit the whole chance of the pick that fell out.
   */
  readonly attempt: number
  /** The values that experiments own in this decision, by surface; none in control. */
  readonly owned: OwnedBySurface
}

const NONE: ReadonlySet<number> = new Set()
const NO_COUNTS: DecisionRequest['counts'] = new Map()

/**
 * The one place where requests are built. Where `asked` says nothing, nothing is remembered of the viewer, nothing was
 * shown before, every slot takes the best, and it is the first attempt. Field by field, because every answer of the
 * edge passes here, and a spread costs microseconds.
 */
export function decisionRequest(
  asked: Pick<DecisionRequest, 'context' | 'placements' | 'denies'> & Partial<DecisionRequest>,
): DecisionRequest {
  return {
    context: asked.context,
    placements: asked.placements,
    denies: asked.denies,
    served: asked.served ?? NONE,
    withheld: asked.withheld ?? NONE,
    memory: asked.memory ?? NO_MEMORY,
    counts: asked.counts ?? NO_COUNTS,
    firstPosition: asked.firstPosition ?? 0,
    openWith: asked.openWith ?? null,
    seed: asked.seed ?? null,
    attempt: asked.attempt ?? 0,
    owned: asked.owned ?? NOTHING_OWNED,
  }
}
